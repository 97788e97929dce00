package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.StepContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps and blocks of one run that are under way: begun, taken up again after a crash, cancelled and left. For the run's mailbox alone. */
final class RunSteps {
    private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

    /** Steps that are the same wherever in the program they stand. */
    private static final Set<String> ANYWHERE =
            Set.of("input", "sleep", "milestone", "node", LockAsked.LOCK, LockAsked.CONCURRENCY);

    private final RunEngine engine;
    private final RunMachine machine;
    private final RunRecorder recorder;
    private final Mailbox mailbox;
    private final Consumer<Outcome> conclude;
    private final Consumer<JournalEntry.Builder> record;
    private final Map<Integer, LiveStep> live = new HashMap<>();
    private final Map<Integer, StepSite> sites = new HashMap<>();
    private final Map<Integer, NodeBlock> nodes = new HashMap<>();
    private final RunLockBlocks locks;
    private final Map<Integer, Timers.Timer> timeouts = new HashMap<>();
    /** Snapshots that are being taken, by node. */
    private final Map<Integer, CompletableFuture<Void>> keeping = new HashMap<>();

    /**
     * Of a run that was not taken up.
     *
     * @param conclude hears of outcomes, on any thread
     * @param record records what timers do, in the mailbox
     */
    RunSteps(
            RunId run,
            RunEngine engine,
            RunMachine machine,
            RunRecorder recorder,
            Mailbox mailbox,
            Consumer<Outcome> conclude,
            Consumer<JournalEntry.Builder> record) {
        this.engine = engine;
        this.machine = machine;
        this.recorder = recorder;
        this.mailbox = mailbox;
        this.locks = new RunLockBlocks(run, engine, recorder);
        this.conclude = conclude;
        this.record = record;
    }

    /** Goes on with a block that was open when the run was taken up: its job is asked for again, its deadline stays. */
    void reopen(RunBrief brief, OpenBlock block) {
        if (block.name().equals("node")
                && block.asked().isPresent()
                && block.outcome().isPresent()) {
            var node = engine.nodes()
                    .block(
                            brief,
                            block.asked().get(),
                            block.openedAt(),
                            NodeBlock.attempt(block.outcome().get()),
                            needs(brief, block.asked().get()),
                            conclude,
                            waiter(brief, block.step()));
            nodes.put(block.step(), node);
            node.begin();
        } else if (LockAsked.holds(block.name())) {
            locks.reopen(brief, block);
        } else {
            opened(block);
        }
    }

    /**
     * Asks for a job for a node block that an earlier attempt had open.
     *
     * @param opened hears what came of it, on any thread
     */
    void reenter(RunBrief brief, OpenBlock block, Consumer<Outcome> opened) {
        if (LockAsked.holds(block.name())) {
            locks.enter(brief, block, why -> lockWaits(brief, block.step(), why), opened);
            return;
        }
        var asked = block.asked()
                .orElseThrow(() -> new IllegalStateException("Block %d was not asked for".formatted(block.step())));
        var node = engine.nodes()
                .block(
                        brief,
                        asked,
                        engine.clock().instant(),
                        0,
                        needs(brief, asked),
                        opened,
                        waiter(brief, block.step()));
        nodes.put(block.step(), node);
        recorder.afterSubmit(node::begin);
    }

    private NodeNeeds needs(RunBrief brief, Asked asked) {
        var around = new ArrayList<Map<String, @Nullable Object>>();
        var parent = asked.getPlace().getParent();
        for (var block = machine.block(parent);
                block.isPresent();
                block = machine.block(block.get().parent())) {
            if (block.get().name().equals("throttle")) {
                block.get().asked().ifPresent(throttle -> around.add(Values.toJava(throttle.getArgumentsList())));
            }
        }
        return NodeNeeds.of(
                        asked,
                        around,
                        machine.properties(),
                        engine.locks().locks().rules(brief.run().organization()),
                        brief.run().trust())
                .with(priority(brief));
    }

    /** Of the run: as who started it says, else as its pipeline does. */
    private int priority(RunBrief brief) {
        return brief.run().urgency().priority().orElse(machine.properties().priority());
    }

    /** The job of a node block. */
    Optional<NodeBlock> nodeOf(int step) {
        return Optional.ofNullable(nodes.get(step));
    }

    /** Keeps the state of a workspace; what works there next waits for it. One that was kept already is left as it is. */
    void keep(RunId run, WorkspaceUse.Due due) {
        var node = nodes.get(due.node());
        if (node == null) {
            return;
        }
        var kept = new CompletableFuture<Void>();
        keeping.put(due.node(), kept);
        recorder.afterCommit(() -> {
            var _ = node.lease()
                    .thenCompose(lease -> engine.workspaces()
                            .take(run, due.node(), lease.key(), due.next(), due.next() - 1, due.place()))
                    .whenComplete((said, failure) -> {
                        if (failure == null && !said.isEmpty()) {
                            say(said);
                        }
                        kept.complete(null);
                    });
        });
    }

    /** Does a step; {@code again} if it was begun before a crash. */
    void begin(RunBrief brief, Asked asked, StepContext context, boolean again) {
        var step = asked.getStep();
        var refused = asked.getName().equals("node") ? Nodes.refused(brief, asked) : Optional.<String>empty();
        if (refused.isPresent()) {
            var refusal = new ImmediateStep(Outcomes.refused(step, "no-such-node", refused.get()), conclude);
            live.put(step, refusal);
            recorder.afterCommit(refusal::begin);
            return;
        }
        if (asked.getName().equals("node")) {
            var node = engine.nodes()
                    .block(brief, asked, machine.askedAt(step), 0, needs(brief, asked), conclude, waiter(brief, step));
            nodes.put(step, node);
            live.put(step, node);
            recorder.afterSubmit(node::begin);
            return;
        }
        if (LockAsked.holds(asked.getName())) {
            var lock = locks.begin(
                    brief,
                    asked,
                    machine.askedAt(step),
                    priority(brief),
                    again ? _ -> {} : why -> lockWaits(brief, step, why),
                    conclude);
            live.put(step, lock);
            recorder.afterSubmit(lock::begin);
            return;
        }
        var site = new StepSite(
                brief.run(),
                brief.facts(),
                brief.environment(),
                asked,
                machine.askedAt(step),
                context,
                Optional.ofNullable(nodes.get(context.getNode())),
                machine.timestamps(asked.getPlace().getParent()),
                again,
                conclude);
        var next = engine.steps().create(site);
        live.put(step, next);
        sites.put(step, site);
        var kept = keeping.getOrDefault(context.getNode(), NOTHING);
        if (kept.isDone()) {
            recorder.afterCommit(next::begin);
        } else {
            recorder.afterCommit(() -> {
                var _ = kept.thenRunAsync(next::begin, engine.executor());
            });
        }
    }

    private void lockWaits(RunBrief brief, int step, String why) {
        var at = engine.clock().instant();
        mailbox.post(() -> {
            if (!machine.over()) {
                recorder.print(why + ", waiting for execution...\n");
                recorder.row(engine.reasons().since(brief.run().id(), step, at, why));
            }
        });
    }

    private WaitingNotice.Waiter waiter(RunBrief brief, int step) {
        return new WaitingNotice.Waiter() {
            @Override
            public void say(String line) {
                RunSteps.this.say(line);
            }

            @Override
            public void waits(Instant at, String why) {
                mailbox.post(
                        () -> recorder.row(engine.reasons().since(brief.run().id(), step, at, why)));
            }
        };
    }

    /**
     * Goes on with the steps that wait, without their program; false where it takes the program to say what one of them is to do, and in what directory
     * and environment.
     */
    boolean resume(RunBrief brief) {
        var known = machine.waiting().values().stream()
                .filter(RunSteps::isToldByJournal)
                .toList();
        known.forEach(asked -> begin(brief, asked, asked.getContext(), true));
        return known.size() == machine.waiting().size();
    }

    /** Arguments that are too long for the journal are only with the program. */
    private static boolean isToldByJournal(Asked asked) {
        return (asked.hasContext() || ANYWHERE.contains(asked.getName()))
                && (asked.getArgumentsCount() > 0 || asked.getName().equals("node"));
    }

    private void say(String line) {
        mailbox.post(() -> {
            if (!machine.over()) {
                recorder.print(line);
            }
        });
    }

    /** The step has its outcome, which is recorded now. */
    void concluded(Outcome outcome) {
        var step = outcome.getStep();
        live.remove(step);
        locks.concluded(outcome);
        if (outcome.hasFailure()) {
            nodes.remove(step);
        }
        var site = sites.remove(step);
        if (site != null) {
            recorder.afterCommit(() -> engine.steps().acknowledge(site));
        }
    }

    /** A block that was asked for is open. */
    void opened(OpenBlock block) {
        if (block.name().equals("timeout") && !machine.timedOut(block.step())) {
            block.asked()
                    .flatMap(asked -> Spans.of(asked.getArgumentsList(), "MINUTES"))
                    .ifPresent(span -> timeouts.put(
                            block.step(),
                            engine.timers()
                                    .after(block.openedAt(), span, () -> mailbox.post(() -> timeOut(block.step())))));
        }
    }

    private void timeOut(int step) {
        if (!machine.over() && machine.block(step).isPresent() && !machine.timedOut(step)) {
            record.accept(JournalEntry.newBuilder()
                    .setSignal(Signal.newBuilder().setKind(Signal.Kind.TIMEOUT).setStep(step)));
        }
    }

    /** A block that was asked for was left. */
    void left(OpenBlock block) {
        locks.left(block.step());
        var node = nodes.remove(block.step());
        if (node != null) {
            var kept = keeping.remove(block.step());
            if (kept == null || kept.isDone()) {
                node.release();
            } else {
                var _ = kept.thenRunAsync(node::release, engine.executor());
            }
        }
        var timeout = timeouts.remove(block.step());
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /** The program does not want a step any more. What is not under way is left alone. */
    void cancel(int step, String reason) {
        var unwanted = live.get(step);
        if (unwanted != null) {
            unwanted.cancel(reason);
        }
    }

    /** The run is over: everything is given back. */
    void end() {
        locks.end();
        nodes.values().forEach(NodeBlock::release);
        live.values().stream()
                .filter(step -> !(step instanceof NodeBlock))
                .forEach(step -> step.cancel("The run is over"));
        timeouts.values().forEach(Timers.Timer::cancel);
    }

    /** Steps that are under way, by id. */
    Set<Integer> underWay() {
        return live.keySet();
    }

    /** A step that is under way. */
    @Nullable
    LiveStep step(int step) {
        return live.get(step);
    }

    /** Questions that wait for an answer, in the order of asking. */
    List<Question> questions() {
        return live.values().stream()
                .filter(step -> step instanceof InputStep)
                .map(step -> (InputStep) step)
                .filter(InputStep::open)
                .map(InputStep::question)
                .sorted(Comparator.comparingInt(Question::step))
                .toList();
    }

    /**
     * The outcome of a question that this answers; empty where none is open at that step.
     *
     * @throws dev.millrace.controller.base.UserError the answer does not fit it
     */
    Optional<Outcome> answer(int step, Reply reply) {
        return live.get(step) instanceof InputStep input ? input.answer(reply) : Optional.empty();
    }

    /** The block is a node that is open or was asked for. */
    boolean node(int step) {
        return nodes.containsKey(step);
    }
}
