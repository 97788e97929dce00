package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.RunLocks;
import dev.millrace.controller.queue.LockOwner.OfStep;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Outcome;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The blocks of one run that hold locks or wait for them. The row of a block is written with the entry that asks, and deleted with the entry after which
 * nothing needs it; what the other runs see follows the row. For the run's mailbox alone.
 */
final class RunLockBlocks {
    private final RunId run;
    private final RunEngine engine;
    private final RunRecorder recorder;
    private final Set<Integer> steps = new HashSet<>();

    RunLockBlocks(RunId run, RunEngine engine, RunRecorder recorder) {
        this.run = run;
        this.engine = engine;
        this.recorder = recorder;
    }

    /**
     * The step that waits.
     *
     * @param priority of the run
     * @param waits hears why it has to wait
     */
    LiveStep begin(
            RunBrief brief,
            Asked asked,
            Instant askedAt,
            int priority,
            Consumer<String> waits,
            Consumer<Outcome> conclude) {
        try {
            var wanted = LockAsked.read(asked.getName(), asked.getArgumentsList());
            var waiting = ask(brief, asked.getStep(), wanted, askedAt, priority, waits, conclude);
            if (!wanted.makesRoom()) {
                return waiting;
            }
            return new LiveStep() {
                @Override
                public void begin() {
                    waiting.begin();
                    makeRoom(asked, brief.run().number());
                }

                @Override
                public void cancel(String reason) {
                    waiting.cancel(reason);
                }
            };
        } catch (IllegalArgumentException e) {
            return new ImmediateStep(
                    Outcomes.refused(asked.getStep(), "wrong-arguments", String.valueOf(e.getMessage())), conclude);
        }
    }

    private LockStep ask(
            RunBrief brief,
            int step,
            LockAsked wanted,
            Instant askedAt,
            int priority,
            Consumer<String> waits,
            Consumer<Outcome> conclude) {
        var owner = new OfStep(run, step);
        var request = new LockRequest(
                owner, brief.run().organization(), brief.title(), wanted.need(), wanted.priority() + priority, askedAt);
        steps.add(step);
        recorder.row(engine.locks().ledger().asked(request, owner));
        return new LockStep(step, wanted, request, locks(), waits, conclude);
    }

    /** Of those that hold or wait for the same, those that came before. */
    private void makeRoom(Asked asked, long number) {
        var _ = locks().rivals(new OfStep(run, asked.getStep()))
                .thenAcceptAsync(
                        rivals -> rivals.stream()
                                .filter(other -> other.value() < run.value())
                                .forEach(other -> engine.locks()
                                        .supersede(
                                                other,
                                                "Superseded by #%d: %s"
                                                        .formatted(
                                                                number,
                                                                LockAsked.words(
                                                                        asked.getName(), asked.getArgumentsList())))),
                        engine.executor());
    }

    /** The block was open when the run was taken up: it holds what it held. */
    void reopen(RunBrief brief, OpenBlock block) {
        enter(brief, block, _ -> {}, _ -> {});
    }

    /** The same locks are taken for a block that an earlier attempt had open; the outcome is heard on any thread. */
    void enter(RunBrief brief, OpenBlock block, Consumer<String> waits, Consumer<Outcome> entered) {
        var names = LockAsked.held(block);
        var asked = block.asked();
        if (names.isEmpty() || asked.isEmpty()) {
            entered.accept(Outcomes.open(block.step()));
            return;
        }
        var wanted = LockAsked.read(asked.get().getName(), asked.get().getArgumentsList())
                .again(names);
        var step = ask(brief, block.step(), wanted, engine.clock().instant(), 0, waits, entered);
        recorder.afterSubmit(step::begin);
    }

    /** The step has its outcome: one that failed or was skipped holds nothing. */
    void concluded(Outcome outcome) {
        var skipped = Markers.text(outcome.getValue().getMap().getEntriesList(), "skipped");
        if (outcome.hasFailure() || !skipped.isEmpty()) {
            left(outcome.getStep());
        }
    }

    /** The block was left. */
    void left(int step) {
        if (steps.remove(step)) {
            var owner = new OfStep(run, step);
            recorder.row(engine.locks().ledger().released(owner));
            recorder.afterCommit(() -> locks().release(owner));
        }
    }

    /** The run is over. */
    void end() {
        List.copyOf(steps).forEach(this::left);
    }

    private RunLocks locks() {
        return engine.locks().locks();
    }
}
