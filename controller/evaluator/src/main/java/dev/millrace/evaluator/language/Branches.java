package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Fork;
import dev.millrace.evaluator.baton.Group;
import dev.millrace.evaluator.baton.Leaving;
import dev.millrace.evaluator.baton.Spot;
import dev.millrace.wire.proto.Result;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/** Bodies that run at the same time inside one {@code parallel} block, and that more can be added to while they run. */
public final class Branches {
    private static final int ATTACHED = 20;
    private final PipelineRun run;
    private final int block;
    private final BranchState parent;
    private final Group group;
    private @Nullable Throwable failure;
    private boolean onlyInterrupted;
    private int attached;

    /** In this block, which is open; with {@code failFast} the first branch that fails interrupts the others. */
    Branches(PipelineRun run, int block, boolean failFast) {
        this.run = run;
        this.block = block;
        this.parent = PipelineRun.branch();
        this.group = run.baton().group(failFast);
    }

    /** What a branch does, and what happens when it has ended. */
    public interface Branch {
        /** Runs it, on its own thread. */
        @Nullable
        Object run() throws Exception;

        /** It has ended; with an exception if that left it. Branches that become possible by this are added here. */
        void left(@Nullable Object value, Optional<Throwable> failure);
    }

    /** Adds a branch. */
    public void add(String name, Branch branch, Spot spot) {
        var state = new BranchState(parent);
        var work = new Work(state, name, branch);
        group.add(new Fork(name, work, work), spot);
    }

    /** The failure is an interruption of something around all of these branches. */
    public boolean interruptedFromOutside(Throwable failure) {
        return failure instanceof EarlyEnd
                || (failure instanceof FlowInterruptedException interrupted && interrupted.block() < block);
    }

    /** Waits for all of them. Throws what the first failing one threw, some of the others' failures attached. */
    void await() {
        group.await();
        if (failure != null) {
            throw Sneaky.thrown(failure);
        }
    }

    /** What came first counts, but an interruption only where nothing else went wrong. */
    private void failed(Throwable next, Result result) {
        var interrupted = result == Result.ABORTED;
        if (failure == null || (onlyInterrupted && !interrupted)) {
            if (failure != null) {
                next.addSuppressed(failure);
            }
            failure = next;
            onlyInterrupted = interrupted;
        } else if (!failure.equals(next) && attached++ < ATTACHED) {
            failure.addSuppressed(next);
        }
    }

    /** One branch on its way through the baton's hands. */
    private final class Work implements Supplier<Leaving>, Consumer<Leaving> {
        private final BranchState state;
        private final String name;
        private final Branch branch;
        private @Nullable Object value;

        Work(BranchState state, String name, Branch branch) {
            this.state = state;
            this.name = name;
            this.branch = branch;
        }

        @Override
        public Leaving get() {
            return run.live(state, this::live);
        }

        private Leaving live() {
            try {
                run.look();
                value = branch.run();
                return Leaving.ordinary(state.worst);
            } catch (Throwable e) {
                if (!(e instanceof EarlyEnd)) {
                    run.remark("Failed in branch " + name);
                }
                return new Leaving(Results.worse(state.worst, Results.of(e)), Results.message(e), Optional.of(e));
            }
        }

        @Override
        public void accept(Leaving leaving) {
            parent.worsen(state.worst);
            leaving.failure().ifPresent(e -> failed(e, Results.of(e)));
            branch.left(value, leaving.failure());
        }
    }
}
