package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Failures that did not make the run fail, and who caught them. */
final class Catches {
    private final Story story;
    private final Failing failing;

    Catches(Story story, Failing failing) {
        this.story = story;
        this.failing = failing;
    }

    /**
     * Those in a block, in order.
     *
     * @param block 0: the whole run
     * @param known steps whose failure is told already
     */
    List<Because> in(int block, Set<Integer> known) {
        var caught = new ArrayList<Because>();
        for (var act : story.acts()) {
            var leaf = act.failed() && act.closed().isEmpty();
            if (leaf && !known.contains(act.step()) && story.within(act, block)) {
                caught(act).ifPresent(caught::add);
            }
        }
        return caught;
    }

    private Optional<Because> caught(Act act) {
        var message = act.failure().orElse("");
        for (var outer : story.around(act).toList()) {
            var on = outer.failed() && Failing.same(outer.failure().orElse(""), message);
            if (outer.catching()) {
                return Optional.of(by(outer, "%s caught a failure".formatted(outer.name()), act));
            }
            if (outer.name().equals("retry") && (!on || again(outer, act))) {
                return Optional.of(by(
                        outer,
                        "retry: try %d of %s failed, and it was tried again"
                                .formatted(tries(outer, act), outer.text("count")),
                        act));
            }
            if (!on) {
                return outer.name().equals("parallel") && outer.failed()
                        ? Optional.of(beside(act))
                        : outer.closed().map(_ -> by(outer, "the pipeline caught a failure", act));
            }
        }
        return Optional.empty();
    }

    private Because by(Act catcher, String sentence, Act act) {
        return Because.of(Kind.CAUGHT, sentence, catcher).below(List.of(failing.of(act)));
    }

    /** A branch that failed as another did first, or was stopped because of that. */
    private Because beside(Act act) {
        var because = failing.of(act);
        if (because.kind() == Kind.INTERRUPTED) {
            return because.below(List.of()).printed(List.of());
        }
        return story.stageOf(act)
                .map(branch -> Because.of(because.kind(), Words.call(branch) + " failed, too", branch)
                        .below(List.of(because)))
                .orElse(because);
    }

    private boolean again(Act retry, Act act) {
        return retries(retry).stream()
                .anyMatch(entry -> entry > act.end().orElseThrow().entry());
    }

    private int tries(Act retry, Act act) {
        return 1
                + (int) retries(retry).stream()
                        .filter(entry -> entry < act.begun().entry())
                        .count();
    }

    /** Where in the journal the body was begun again. */
    private List<Integer> retries(Act retry) {
        return story.in(retry.step()).stream()
                .filter(note -> note.plain() && note.text("message").equals("Retrying"))
                .map(note -> note.begun().entry())
                .toList();
    }
}
