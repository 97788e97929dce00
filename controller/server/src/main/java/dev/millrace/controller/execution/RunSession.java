package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.evaluator.Domain;
import dev.millrace.controller.evaluator.Program;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunEvent;
import dev.millrace.controller.run.RunOrigin;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.store.DatabaseUnavailable;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Rested;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run that is not over: takes what happens to it, one thing after the other, through its {@link RunMachine}, has it recorded, and does what
 * follows. All state belongs to the mailbox; every method that is not private only posts.
 */
final class RunSession implements Hosting.Guest {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);
    /** Others that are to be taken up do not wait longer for a program that is replayed. */
    private static final Duration REPLAY_PATIENCE = Duration.ofSeconds(2);

    private final RunId id;
    private final RunEngine engine;
    private final Consumer<RunId> forgotten;
    private final Mailbox mailbox;
    private final RunRecorder recorder;
    private final RunMachine machine = new RunMachine();
    private final RunSteps steps;
    private final ToldBlobs told;
    private final TurnWait turn;
    private final Ending ending;
    private final Hosting hosting;
    private Optional<Run> read;
    private @Nullable RunBrief brief;
    private @Nullable Run run;
    private @Nullable RunBounds bounds;
    private RunLogs.@Nullable Subscription grown;
    /** It was told to stop before it was taken up. */
    private @Nullable Runnable stop;

    /** It had to wait for its place. */
    private final boolean late;

    /** Another attempt, whose program has not been live yet: steps that it waits for were not begun in this attempt. */
    private boolean fresh;

    /** Its program has done something since it was taken up. */
    private boolean moving;

    private Runnable settled = () -> {};

    /** Its program was begun, or what goes before it. */
    private boolean begun;

    private int semantics = Semantics.NEWEST;

    /**
     * Of a run that was not taken up.
     *
     * @param read how it was read a moment ago
     * @param late it had to wait for its place
     * @param forgotten is told when nothing is left to do
     */
    RunSession(RunId id, Optional<Run> read, boolean late, RunEngine engine, Consumer<RunId> forgotten) {
        this.id = id;
        this.read = read;
        this.late = late;
        this.engine = engine;
        this.forgotten = forgotten;
        this.mailbox = new Mailbox(engine.executor(), this::flush);
        this.recorder = new RunRecorder(id, engine.journal(), engine.logs());
        this.told = new ToldBlobs(engine.trees());
        this.turn = new TurnWait(engine, mailbox, recorder::print, this::waits, this::begin);
        this.steps = new RunSteps(id, engine, machine, recorder, mailbox, this::conclude, this::record);
        this.ending = new Ending(engine, machine, mailbox, () -> brief().run().file(), this::record);
        this.hosting = new Hosting(id, engine, machine, recorder, mailbox, this);
    }

    /** Begins the run, or takes it up again from its journal. */
    void takeUp() {
        takeUp(() -> {});
    }

    /** The same; says once when it is where it was, its program too where it has one; where that takes long or fails, that it does. */
    void takeUp(Runnable there) {
        mailbox.post(() -> {
            var said = new AtomicBoolean();
            settled = () -> {
                if (said.compareAndSet(false, true)) {
                    there.run();
                }
            };
            try {
                load();
            } finally {
                if (hosting.hasProgram()) {
                    engine.timers().at(now().plus(REPLAY_PATIENCE), settled);
                } else {
                    settled.run();
                }
            }
        });
    }

    /** Tells the program to stop; ends the run where it does not in time. One that is not taken up yet does not begin. */
    void abort(String reason, Result result) {
        mailbox.post(() -> {
            if (brief == null) {
                stop = () -> abortNow(reason, result);
            } else {
                abortNow(reason, result);
            }
        });
    }

    private void abortNow(String reason, Result result) {
        if (machine.over() || machine.aborted()) {
            return;
        }
        record(Entries.abort(reason, result));
        if (begun) {
            ending.afterGrace();
        } else {
            settle();
            turn.stop();
            record(Entries.ended(result));
        }
    }

    /** Tells the open questions, in the order of asking. */
    void questions(CompletableFuture<List<Question>> answer) {
        mailbox.post(() -> answer.complete(steps.questions()));
    }

    /** Answers an open question; false where there is none, a {@code UserError} where the answer does not fit it. */
    void answer(int step, Reply reply, CompletableFuture<Boolean> answered) {
        mailbox.post(() -> {
            try {
                var outcome = steps.answer(step, reply);
                outcome.ifPresent(answer -> {
                    recorder.print((reply.proceed() ? "Approved by " : "Rejected by ") + reply.by() + "\n");
                    concludeNow(answer);
                });
                answered.complete(outcome.isPresent());
            } catch (UserError e) {
                answered.completeExceptionally(e);
            }
        });
    }

    // ---- taking up

    private void load() {
        try {
            loadNow();
        } catch (DatabaseUnavailable e) {
            LOG.atWarn()
                    .addKeyValue("run", id)
                    .addKeyValue("why", e.getMessage())
                    .log("run-waits-for-database");
            engine.timers().at(now().plusSeconds(1), this::takeUp);
        }
    }

    private void loadNow() {
        var found = read.or(() -> engine.runs().find(id));
        read = Optional.empty();
        if (found.isEmpty() || found.get().state() instanceof Finished) {
            forgotten.accept(id);
            return;
        }
        var current = found.get();
        List<JournalEntry> history = List.of();
        if (current.attempt() == 0 && current.origin().isEmpty()) {
            engine.logs().begin(id);
        } else {
            history = engine.journal().load(id);
        }
        brief = engine.briefs().of(current);
        run = current;
        var held = new RunBounds(engine.turns().settings().limits(current.organization()));
        bounds = held;
        grown = engine.logs().follow(id, length -> held.log(length).ifPresent(ending::reached));
        history.forEach(machine::apply);
        history.forEach(held::take);
        fresh = current.attempt() == 0 && current.origin().isPresent();
        begun = current.attempt() > 0;
        if (late) {
            recorder.row(engine.reasons()
                    .since(id, 0, current.acceptedAt(), "Runs that were started before it had to begin first"));
        }
        if (stop != null && !begun) {
            stop.run();
            return;
        }
        if (fresh) {
            turn.await(current);
            return;
        }
        for (var block : List.copyOf(machine.blocks())) {
            steps.reopen(brief(), block);
        }
        machine.due().forEach(due -> steps.keep(id, due));
        if (machine.aborted()) {
            ending.afterGrace();
        }
        if (current.attempt() == 0) {
            turn.await(current);
        } else if (steps.resume(brief())
                && (machine.blocked() || history.getLast().hasRested())) {
            hosting.stayAtRest();
            engine.admission().leave(id);
        } else {
            hosting.begin(history, "the controller was started again");
        }
        if (stop != null) {
            stop.run();
        }
    }

    private void waits(String why) {
        recorder.row(engine.reasons().since(id, 0, now(), why));
    }

    private void begin() {
        begun = true;
        settle();
        run().origin().ifPresentOrElse(this::enterAgain, () -> hosting.begin(List.of(), ""));
    }

    /** Others may have joined it while it waited. */
    private void settle() {
        var settled = engine.ledger().settle(run());
        if (!settled.moreCauses().equals(run().moreCauses())) {
            run = settled;
            brief = engine.briefs().of(settled);
        }
    }

    private void enterAgain(RunOrigin origin) {
        engine.admission().begun(id); // it may wait long for its agents, which takes no processor
        new Reentry(run(), origin, engine, machine, recorder, mailbox)
                .begin(engine.journal().load(id), new Reentry.Session() {
                    @Override
                    public void reenter(OpenBlock block, Consumer<Outcome> opened) {
                        steps.reenter(brief(), block, opened);
                    }

                    @Override
                    public void reopen(OpenBlock block) {
                        steps.reopen(brief(), block);
                    }

                    @Override
                    public LeaseKey lease(int node) {
                        return steps.nodeOf(node).orElseThrow().lease().join().key();
                    }

                    @Override
                    public JournalEntry record(JournalEntry.Builder entry) {
                        return RunSession.this.record(entry);
                    }

                    @Override
                    public void ready(List<JournalEntry> history) {
                        hosting.begin(history, "");
                    }

                    @Override
                    public void impossible(String why) {
                        ending.now(Result.FAILURE, why, "Restart it from an earlier step, or start a new run");
                    }
                });
    }

    @Override
    public Domain domain() {
        return brief().domain();
    }

    @Override
    public void begins(List<JournalEntry> history, String why) {
        engine.admission().hold(id, run().organization());
        var attempt = run().attempt() + 1;
        run = run().with(run().state().apply(new RunEvent.Began(now())), attempt, false, List.of());
        recorder.row(engine.ledger().change(run()));
        changed();
        semantics = semantics(history);
        record(Entries.began(attempt, semantics, brief().run().definition(), why));
    }

    /** A fork has no journal of its own beginning. */
    private int semantics(List<JournalEntry> history) {
        return Semantics.pinned(history)
                .orElseGet(() -> run().origin().isEmpty()
                        ? Semantics.NEWEST
                        : Semantics.pinned(engine.journal().load(run().first())).orElse(Semantics.NEWEST));
    }

    @Override
    public Start start(List<JournalEntry> history) {
        return bounds().told(brief().start(history, semantics));
    }

    @Override
    public void rests() {
        record(JournalEntry.newBuilder().setRested(Rested.getDefaultInstance()));
        engine.admission().leave(id);
    }

    @Override
    public void hopeless(String message, String hint) {
        ending.now(Result.FAILURE, message, hint);
    }

    // ---- from the program

    @Override
    public void emitted(Emitted emitted) {
        var entry = emitted.getEntry();
        if (!moving) {
            moving = true;
            engine.admission().begun(id);
        }
        switch (entry.getBodyCase()) {
            case ASKED -> {
                check(emitted.getContext());
                record(Entries.asked(entry, emitted.getContext()), emitted.getContext());
            }
            case NOTED, CLOSED, HANDED_OUT, ENDED -> {
                check(emitted.getContext());
                record(entry.toBuilder(), emitted.getContext());
            }
            case BEGAN, RESTED, OUTCOME, SIGNAL, BODY_NOT_SET ->
                throw new IllegalEntry("An entry that is not a program's: " + entry.getBodyCase());
        }
    }

    private void check(StepContext context) {
        if (context.getNode() != 0 && !steps.node(context.getNode())) {
            throw new IllegalEntry("Step %d is not an open node".formatted(context.getNode()));
        }
    }

    @Override
    public void live(List<Emitted> pending) {
        settled.run();
        var seen = new HashSet<Integer>();
        for (var emitted : pending) {
            var asked = emitted.getEntry().getAsked();
            var known = machine.waiting().get(asked.getStep());
            seen.add(asked.getStep());
            if (known != null && steps.step(asked.getStep()) == null) {
                if (!known.getName().equals(asked.getName())
                        || !known.getDigest().equals(asked.getDigest())) {
                    throw new IllegalEntry(
                            "It takes up another step %d than the journal has".formatted(asked.getStep()));
                }
                steps.begin(brief(), asked, emitted.getContext(), !fresh);
            }
        }
        fresh = false;
        if (!seen.containsAll(machine.waiting().keySet())
                && !steps.underWay().containsAll(machine.waiting().keySet())) {
            throw new IllegalEntry("It forgot steps of " + machine.waiting().keySet());
        }
    }

    @Override
    public void unwanted(int step, String reason) {
        steps.cancel(step, reason);
    }

    @Override
    public void need(ByteString digest, Program program) {
        var content = told.content(machine.told(), digest);
        program.content(content.orElseThrow(() -> new IllegalEntry("It asked for a blob that it was not told of")));
    }

    @Override
    public void diverged(Diverged difference) {
        machine.divergedNow();
        record(Entries.diverged(difference, brief().run().file()));
    }

    // ---- recording, and what follows

    private JournalEntry record(JournalEntry.Builder entry) {
        return record(entry, StepContext.getDefaultInstance());
    }

    private JournalEntry record(JournalEntry.Builder entry, StepContext context) {
        var stamped = entry.setAtMillis(now().toEpochMilli()).build();
        var effects = machine.apply(stamped);
        recorder.entry(machine.entries(), stamped);
        bounds().take(stamped).ifPresent(ending::reached);
        for (var effect : effects) {
            switch (effect) {
                case Effect.Print(var lines) -> recorder.print(lines);
                case Effect.Begin(var asked) -> steps.begin(brief(), asked, context, false);
                case Effect.Deliver(var delivery) -> hosting.deliver(delivery);
                case Effect.Opened(var block) -> steps.opened(block);
                case Effect.Left(var block) -> steps.left(block);
                case Effect.Titled(var title) -> {
                    engine.ledger().title(id, title).forEach(recorder::row);
                    changed();
                }
                case Effect.Said(var properties) -> engine.turns().said(run(), properties, recorder);
                case Effect.StageChanged(var stage) -> {
                    recorder.row(engine.ledger().stage(id, stage));
                    changed();
                }
                case Effect.Keep(var due) -> steps.keep(id, due);
                case Effect.Over(var result, var refused, var problems) -> over(result, refused, problems);
            }
        }
        return stamped;
    }

    private void conclude(Outcome outcome) {
        mailbox.post(() -> concludeNow(outcome));
    }

    private void concludeNow(Outcome outcome) {
        if (!machine.over() && machine.waiting().containsKey(outcome.getStep())) {
            record(JournalEntry.newBuilder().setOutcome(outcome));
            steps.concluded(outcome);
        }
    }

    private void over(RunResult result, boolean refused, List<ProblemRecord> problems) {
        steps.end();
        if (grown != null) {
            grown.close();
        }
        var ended =
                run().state().apply(new RunEvent.ProgramEnded(now(), result)).apply(new RunEvent.Closed(now()));
        run = run().with(ended, run().attempt(), refused, Entries.problems(problems));
        recorder.row(engine.ledger().change(run()));
        changed();
        hosting.end();
        recorder.afterCommit(() -> forgotten.accept(id));
    }

    private void changed() {
        var current = run();
        recorder.afterCommit(() -> engine.ledger().changed(current));
    }

    private void flush() {
        hosting.flushing();
        recorder.flush();
    }

    private Instant now() {
        return engine.clock().instant();
    }

    private RunBrief brief() {
        return Objects.requireNonNull(brief, "The run was not taken up");
    }

    private RunBounds bounds() {
        return Objects.requireNonNull(bounds, "The run was not taken up");
    }

    private Run run() {
        return Objects.requireNonNull(run, "The run was not taken up");
    }
}
