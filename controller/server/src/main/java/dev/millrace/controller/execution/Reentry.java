package dev.millrace.controller.execution;

import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.restart.Fork;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunOrigin;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The beginning of another attempt: its journal gets the part of the earlier one that is kept, each node block that is open there gets a job of this
 * attempt and its workspace back, and then the program begins. A crash in between does all of it again that was not recorded. For the run's mailbox alone.
 */
final class Reentry {
    private final Run run;
    private final RunOrigin origin;
    private final RunEngine engine;
    private final RunMachine machine;
    private final RunRecorder recorder;
    private final Mailbox mailbox;
    private final List<JournalEntry> history = new ArrayList<>();
    private final Set<Integer> missing = new HashSet<>();
    /** Blocks that are still to be entered, outer ones first: who has a lock to take enters one after the other, as its program did. */
    private final ArrayDeque<OpenBlock> outside = new ArrayDeque<>();

    private int from = Integer.MAX_VALUE;

    Reentry(Run run, RunOrigin origin, RunEngine engine, RunMachine machine, RunRecorder recorder, Mailbox mailbox) {
        this.run = run;
        this.origin = origin;
        this.engine = engine;
        this.machine = machine;
        this.recorder = recorder;
        this.mailbox = mailbox;
    }

    /** What the session does for it. */
    interface Session {
        /** The block asks for a job, or for its locks; the outcome is heard on any thread. */
        void reenter(OpenBlock block, Consumer<Outcome> opened);

        /** A block of another kind was open: its deadline goes on. */
        void reopen(OpenBlock block);

        /** The lease of a block that was entered again. */
        LeaseKey lease(int node);

        /** Records an entry; gives it as it was recorded. */
        JournalEntry record(JournalEntry.Builder entry);

        /** All is in place: the program begins with this journal. */
        void ready(List<JournalEntry> history);

        /** It cannot be done. */
        void impossible(String why);
    }

    /** @param own what is recorded of this attempt already */
    void begin(List<JournalEntry> own, Session session) {
        Fork fork;
        try {
            fork = origin.fork().isPresent()
                    ? engine.forks().load(origin.fork().get())
                    : Fork.before(engine.journal().load(origin.previous()), origin.from());
        } catch (Fork.NoSuchStep e) {
            session.impossible(String.valueOf(e.getMessage()));
            return;
        }
        // an edited one keeps only those states that are of steps which it keeps
        from = origin.from().stream()
                .mapToInt(step -> fork.steps().getOrDefault(step, 0))
                .min()
                .orElse(Integer.MAX_VALUE);
        if (own.isEmpty()) {
            engine.files().inherit(origin.previous(), run.id(), fork.steps());
            engine.workspaces().inherit(origin.previous(), run.id(), fork.steps());
            recorder.print("Attempt %d of #%d: %s. %d entries of attempt %d's journal are kept\n"
                    .formatted(
                            run.attemptNumber(),
                            run.number(),
                            run.cause().getOrDefault("message", "started again"),
                            fork.entries().size(),
                            engine.runs()
                                    .find(origin.previous())
                                    .map(Run::attemptNumber)
                                    .orElse(1)));
            seed(fork);
        } else {
            history.addAll(own);
        }
        for (var block : List.copyOf(machine.blocks())) {
            if (LockAsked.holds(block.name()) || (block.name().equals("node") && !reentered(block.step()))) {
                missing.add(block.step());
                outside.add(block);
            } else {
                session.reopen(block);
            }
        }
        enter(session);
        recorder.flush();
        readyIfWhole(session);
    }

    private void enter(Session session) {
        boolean one = outside.stream().anyMatch(block -> LockAsked.holds(block.name()));
        for (var block = outside.poll(); block != null; block = one ? null : outside.poll()) {
            var entered = block;
            session.reenter(
                    block,
                    outcome -> mailbox.post(() -> {
                        if (LockAsked.holds(entered.name())) {
                            missing.remove(entered.step());
                            enter(session);
                            readyIfWhole(session);
                        } else {
                            opened(outcome, session);
                        }
                    }));
        }
    }

    /** Entries keep their distances in time, so that deadlines leave what was left of them. */
    private void seed(Fork fork) {
        var entries = fork.entries();
        var shift = entries.isEmpty()
                ? 0
                : engine.clock().instant().toEpochMilli() - entries.getLast().getAtMillis();
        for (var index = 0; index < entries.size(); index++) {
            var entry = entries.get(index).toBuilder()
                    .setAtMillis(entries.get(index).getAtMillis() + shift)
                    .build();
            for (var effect : machine.apply(entry)) {
                switch (effect) {
                    case Effect.StageChanged(var stage) ->
                        recorder.row(engine.ledger().stage(run.id(), stage));
                    case Effect.Titled(var title) ->
                        engine.ledger().title(run.id(), title).forEach(recorder::row);
                    case Effect.Print(var lines) -> {
                        if (index >= fork.first()) {
                            recorder.print(lines);
                        }
                    }
                    case Effect.Begin _,
                            Effect.Deliver _,
                            Effect.Said _,
                            Effect.Opened _,
                            Effect.Left _,
                            Effect.Keep _,
                            Effect.Over _ -> {}
                }
            }
            recorder.entry(machine.entries(), entry);
            history.add(entry);
        }
    }

    private boolean reentered(int step) {
        return history.stream()
                .anyMatch(entry -> entry.hasSignal()
                        && entry.getSignal().getKind() == Signal.Kind.REENTERED
                        && entry.getSignal().getStep() == step);
    }

    private void opened(Outcome outcome, Session session) {
        if (machine.over()) {
            return;
        }
        var node = outcome.getStep();
        if (outcome.hasFailure()) {
            session.impossible(outcome.getFailure().getMessage());
            return;
        }
        var state = engine.workspaces().before(run.id(), node, from);
        if (state.isEmpty()) {
            entered(outcome, session);
            return;
        }
        var _ = engine.workspaces()
                .restore(run.id(), node, session.lease(node), state.get())
                .whenComplete((said, failure) -> mailbox.post(() -> {
                    if (machine.over()) {
                        return;
                    }
                    if (failure != null) {
                        session.impossible(words(failure));
                    } else {
                        recorder.print(said);
                        entered(outcome, session);
                    }
                }));
    }

    private static String words(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private void entered(Outcome outcome, Session session) {
        history.add(session.record(JournalEntry.newBuilder()
                .setSignal(Signal.newBuilder()
                        .setKind(Signal.Kind.REENTERED)
                        .setStep(outcome.getStep())
                        .addAllValues(outcome.getValue().getMap().getEntriesList()))));
        missing.remove(outcome.getStep());
        enter(session);
        readyIfWhole(session);
    }

    private void readyIfWhole(Session session) {
        if (missing.isEmpty()) {
            session.ready(history);
        }
    }
}
