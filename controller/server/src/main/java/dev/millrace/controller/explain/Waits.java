package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Kind;
import dev.millrace.controller.explain.Known.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was waited for: agents, answers, the turn of the run. */
final class Waits {
    /** What took less is nothing that anybody waited for. */
    static final Duration SHORTEST = Duration.ofSeconds(2);

    private final Story story;
    private final Known known;

    Waits(Story story, Known known) {
        this.story = story;
        this.known = known;
    }

    /** Before the program began; empty where it began at once. */
    Optional<Because> turn() {
        var begun =
                story.begins().stream().findFirst().map(first -> first.stamp().at());
        var until = begun.or(known.run()::overAt).orElse(known.now());
        var span = Duration.between(known.run().acceptedAt(), until);
        var reasons = reasons(0);
        if (span.compareTo(SHORTEST) < 0 && reasons.isEmpty()) {
            return Optional.empty();
        }
        var sentence =
                "it %s %s before it began".formatted(begun.isPresent() ? "waited" : "has waited", Words.span(span));
        return Optional.of(Because.of(Kind.WAITED, sentence)
                .at(known.run().acceptedAt())
                .took(span)
                .below(reasons));
    }

    /** Those of the steps in a block; 0: of the whole run. */
    List<Because> in(int block) {
        var waits = new ArrayList<Because>();
        for (var act : story.acts()) {
            if (act.asked() && story.within(act, block)) {
                switch (act.name()) {
                    case "node" -> agent(act).ifPresent(waits::add);
                    case "input" -> waits.add(answer(act));
                    default -> {}
                }
            }
        }
        return waits;
    }

    private Optional<Because> agent(Act node) {
        var span = Duration.between(node.begun().at(), until(node));
        var reasons = reasons(node.step());
        if (span.compareTo(SHORTEST) < 0 && reasons.isEmpty()) {
            return Optional.empty();
        }
        var on = node.outcome()
                .map(outcome -> Words.text(outcome.getValue().getMap().getEntriesList(), "node"))
                .filter(name -> !name.isEmpty());
        var label = node.text("label");
        var sentence = "%s %s %s for an agent%s"
                .formatted(
                        label.isEmpty() ? "node" : "node('" + label + "')",
                        waiting(node) ? "has waited" : "waited",
                        Words.span(span),
                        on.map(name -> ", and got " + name).orElse(""));
        return Optional.of(Because.of(Kind.WAITED, sentence, node).took(span).below(reasons));
    }

    private Because answer(Act input) {
        var span = Duration.between(input.begun().at(), until(input));
        var by = input.outcome()
                .map(outcome -> Words.text(outcome.getToldList(), "by"))
                .filter(name -> !name.isEmpty());
        var sentence = "%s %s %s for an answer%s"
                .formatted(
                        Words.call(input),
                        waiting(input) ? "has waited" : "waited",
                        Words.span(span),
                        input.failed()
                                ? ": " + Words.brief(input.failure().orElse(""))
                                : by.map(name -> ": approved by " + name).orElse(""));
        return Because.of(Kind.WAITED, sentence, input).took(span);
    }

    private boolean waiting(Act act) {
        return act.answered().isEmpty() && known.run().overAt().isEmpty();
    }

    private Instant until(Act act) {
        return act.answered().map(Act.Stamp::at).or(known.run()::overAt).orElse(known.now());
    }

    /** Each as it came; a controller that was started again writes the one that holds again. */
    private List<Because> reasons(int step) {
        var reasons = new ArrayList<Because>();
        var last = "";
        for (var reason : known.reasons()) {
            if (reason.step() == step && !reason.why().equals(last)) {
                reasons.add(because(reason));
                last = reason.why();
            }
        }
        return reasons;
    }

    private static Because because(Reason reason) {
        return Because.of(Kind.WAITED, reason.why()).at(reason.at());
    }
}
