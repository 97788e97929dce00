package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Kind;
import dev.millrace.controller.explain.Story.Heard;
import dev.millrace.wire.proto.Signal;
import java.util.List;
import java.util.Optional;

/** Why something was stopped before its end: by a person, a timeout, a branch beside it, a newer run. */
final class Interruptions {
    private static final String FAIL_FAST = "Failed in branch ";

    private final Story story;
    private final Failing failing;

    Interruptions(Story story, Failing failing) {
        this.story = story;
        this.failing = failing;
    }

    Because of(Act act) {
        var message = act.failure().orElse("");
        var call = Words.call(act);
        if (act.name().equals("input") && message.startsWith("Rejected by ")) {
            return Because.of(
                    Kind.INTERRUPTED, call + " was rejected by " + message.substring("Rejected by ".length()), act);
        }
        if (message.startsWith(FAIL_FAST)) {
            return beside(act, message.substring(FAIL_FAST.length()));
        }
        var words = signal(act).map(this::words).orElse(Words.brief(message));
        return Because.of(Kind.INTERRUPTED, call + " was stopped: " + words, act);
    }

    private Because beside(Act act, String name) {
        var because = Because.of(
                Kind.INTERRUPTED,
                "%s was stopped since branch '%s' beside it failed (failFast)".formatted(Words.call(act), name),
                act);
        return story.around(act)
                .filter(outer -> outer.name().equals("parallel"))
                .flatMap(parallel -> story.in(parallel.step()).stream())
                .filter(branch -> branch.text("name").equals(name) && branch.failed())
                .findFirst()
                .map(branch -> because.below(List.of(failing.of(branch))))
                .orElse(because);
    }

    /** The last one that reached an act before its end. */
    private Optional<Signal> signal(Act act) {
        var end = act.end().map(Act.Stamp::entry).orElse(Integer.MAX_VALUE);
        return story.signals().stream()
                .filter(heard -> heard.stamp().entry() < end)
                .map(Heard::what)
                .filter(signal -> signal.getKind() != Signal.Kind.REENTERED)
                .filter(signal -> story.within(act, signal.getStep()))
                .reduce((_, last) -> last);
    }

    /** It ended as a signal said. */
    boolean reached(Act act) {
        return signal(act)
                .filter(signal -> !signal.getReason().isEmpty()
                        && signal.getReason().equals(act.failure().orElse("")))
                .isPresent();
    }

    /** What a signal says. */
    private String words(Signal signal) {
        return switch (signal.getKind()) {
            case TIMEOUT ->
                story.act(signal.getStep())
                        .map(block -> "the timeout of %s%s ran out".formatted(time(block), line(block)))
                        .orElse("a timeout ran out");
            case ABORT, CANCEL, REENTERED, UNRECOGNIZED ->
                signal.getReason().isEmpty() ? "the run was aborted" : signal.getReason();
        };
    }

    private static String line(Act block) {
        return block.spot().line() > 0 ? " in line " + block.spot().line() : "";
    }

    private static String time(Act block) {
        var unit = block.text("unit").toLowerCase(java.util.Locale.ROOT);
        var time = block.text("time");
        var named = unit.isEmpty() ? "minutes" : unit;
        return time + " " + (time.equals("1") ? named.replaceAll("s$", "") : named);
    }
}
