package dev.millrace.evaluator.baton;

import java.util.List;
import java.util.Optional;

/**
 * Where a branch of a program that stands still is.
 *
 * @param branch its number; 0: the main one
 * @param blocks steps that are open around it, innermost last
 * @param waits the step that it waits for; 0: none
 * @param joining it waits for branches of its own
 * @param thread that it is on; empty where it had no turn yet
 */
public record Whereabouts(int branch, List<Integer> blocks, int waits, boolean joining, Optional<Thread> thread) {
    public Whereabouts {
        blocks = List.copyOf(blocks);
    }

    static Whereabouts of(Branch branch) {
        var asked = branch.waiting;
        return new Whereabouts(
                branch.number,
                branch.scope.around(),
                asked == null || asked.outcome != null ? 0 : asked.step,
                branch.joining,
                Optional.ofNullable(branch.thread));
    }
}
