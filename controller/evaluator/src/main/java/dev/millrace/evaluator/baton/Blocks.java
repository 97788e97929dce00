package dev.millrace.evaluator.baton;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Open blocks of a program, by the steps that opened them. Guarded by the run's lock. */
final class Blocks {
    private final Map<Integer, Scope> open = new HashMap<>();
    private long looked;

    /** A branch begins, in the block that it is. */
    void begin(Branch branch) {
        open.put(branch.scope.step, branch.scope);
    }

    /** A branch opens a block. */
    void enter(Branch branch, int step) {
        branch.scope = branch.scope.open(step, branch);
        open.put(step, branch.scope);
    }

    /** A branch leaves its innermost block. */
    void leave(Branch branch) {
        var left = branch.scope;
        left.leave();
        open.remove(left.step);
        if (left.parent != null) {
            branch.scope = left.parent;
        }
    }

    /** Empty where it is not open. */
    Optional<Scope> find(int step) {
        return Optional.ofNullable(open.get(step));
    }

    /** Every branch that is somewhere inside of a block. */
    void inside(Scope block, Consumer<Branch> visitor) {
        looked += block.branches(visitor);
    }

    /** Where the branches are, those of the oldest blocks first. */
    List<Whereabouts> whereabouts() {
        var whereabouts = new ArrayList<Whereabouts>();
        find(0).ifPresent(top -> inside(top, branch -> whereabouts.add(Whereabouts.of(branch))));
        return whereabouts;
    }

    /** How many blocks were looked at so far. */
    long looked() {
        return looked;
    }
}
