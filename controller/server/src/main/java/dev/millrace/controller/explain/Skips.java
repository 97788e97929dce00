package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why stages were skipped. */
final class Skips {
    private static final Pattern SKIPPED = Pattern.compile("Stage \".*\" skipped due to (.+)", Pattern.DOTALL);

    private final Story story;
    private final Facts facts;
    /** The program notes it in the stage, where its agent and its environment may be around the note. */
    private final Map<Integer, String> reasons = new HashMap<>();

    Skips(Story story, Facts facts) {
        this.story = story;
        this.facts = facts;
        for (var note : story.acts()) {
            if (note.plain()) {
                var matcher = SKIPPED.matcher(note.text("message"));
                if (matcher.matches()) {
                    story.stageOf(note).ifPresent(stage -> reasons.putIfAbsent(stage.step(), matcher.group(1)));
                }
            }
        }
    }

    /** Stages in a block that were skipped, the outermost ones. */
    List<Because> in(int block) {
        return reasons.keySet().stream()
                .sorted()
                .flatMap(step -> story.act(step).stream())
                .filter(act -> act.step() != block && story.within(act, block))
                .filter(act -> story.around(act)
                        .takeWhile(outer -> outer.step() != block)
                        .noneMatch(outer -> reasons.containsKey(outer.step())))
                .flatMap(act -> of(act).stream())
                .toList();
    }

    /** Why this one was; empty where it was not. */
    Optional<Because> of(Act stage) {
        return Optional.ofNullable(reasons.get(stage.step())).map(reason -> because(stage, reason));
    }

    private Because because(Act stage, String reason) {
        var call = Words.call(stage);
        var because = switch (reason) {
            case "when conditional" ->
                Because.of(Kind.SKIPPED, call + " was skipped: its 'when' did not hold")
                        .below(facts.conditions(stage));
            case "earlier failure(s)" ->
                Because.of(Kind.SKIPPED, call + " was skipped" + before(stage).orElse(" after a failure"));
            default -> Because.of(Kind.SKIPPED, call + " was skipped: " + reason);
        };
        return because.about(stage);
    }

    /** Which stage had failed: one beside it, or beside a stage around it. */
    private Optional<String> before(Act stage) {
        return Stream.concat(Stream.of(stage), story.around(stage))
                .flatMap(inner -> story.in(inner.parent()).stream())
                .filter(other -> other.stage() && other.failed())
                .filter(other -> other.end()
                        .filter(end -> end.entry() < stage.begun().entry())
                        .isPresent())
                .findFirst()
                .map(other -> ": %s had failed".formatted(Words.call(other)));
    }
}
