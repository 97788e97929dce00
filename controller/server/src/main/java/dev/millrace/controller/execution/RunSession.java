package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunEvent;
import dev.millrace.controller.run.RunOrigin;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.store.DatabaseUnavailable;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.StepContext;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run that is not over: takes what happens to it, one thing after the other, through its {@link RunMachine}, has it recorded, and does what
 * follows. All state belongs to the mailbox; every method that is not private only posts.
 */
final class RunSession implements Attachment.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);
    private static final int MOST_DEATHS = 3;

    private final RunId id;
    private final RunEngine engine;
    private final Consumer<RunId> forgotten;
    private final Mailbox mailbox;
    private final RunRecorder recorder;
    private final RunMachine machine = new RunMachine();
    private final RunSteps steps;
    private final ToldBlobs told;
    private final TurnWait turn;
    private @Nullable RunBrief brief;
    private @Nullable Run run;
    private @Nullable RunBounds bounds;
    private RunLogs.@Nullable Subscription grown;
    private @Nullable Attachment attachment;
    private int deaths;
    private @Nullable DurableMark mark;
    /** What ended the program's last evaluator. */
    private String begunAgain = "";
    /** Another attempt, whose program has not been live yet: steps that it waits for were not begun in this attempt. */
    private boolean fresh;

    RunSession(RunId id, RunEngine engine, Consumer<RunId> forgotten) {
        this.id = id;
        this.engine = engine;
        this.forgotten = forgotten;
        this.mailbox = new Mailbox(engine.executor(), this::flush);
        this.recorder = new RunRecorder(id, engine.journal(), engine.logs());
        this.told = new ToldBlobs(engine.trees());
        this.turn = new TurnWait(engine, mailbox, recorder::print, this::waits, this::begin);
        this.steps = new RunSteps(engine, machine, recorder, mailbox, this::conclude, this::record);
    }

    /** Begins the run, or takes it up again from its journal. */
    void takeUp() {
        mailbox.post(this::load);
    }

    /** Tells the program to stop; ends the run where it does not in time. */
    void abort(String reason, Result result) {
        mailbox.post(() -> {
            if (brief != null && !machine.over() && !machine.aborted()) {
                record(Entries.abort(reason, result));
                if (!turn.waits()) {
                    endAfterGrace();
                } else {
                    turn.stop();
                    record(Entries.ended(result));
                }
            }
        });
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
        var found = engine.runs().find(id);
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
        grown = engine.logs().follow(id, length -> held.log(length).ifPresent(this::reached));
        history.forEach(machine::apply);
        history.forEach(held::take);
        fresh = current.attempt() == 0 && current.origin().isPresent();
        if (fresh) {
            turn.await(current);
            return;
        }
        for (var block : List.copyOf(machine.blocks())) {
            steps.reopen(brief(), block);
        }
        if (machine.aborted()) {
            endAfterGrace();
        }
        if (current.attempt() == 0) {
            turn.await(current);
        } else {
            begunAgain = "the controller was started again";
            attach(history);
        }
    }

    private void waits(String why) {
        recorder.row(engine.reasons().since(id, 0, now(), why));
    }

    private void begin() {
        run().origin().ifPresentOrElse(this::enterAgain, () -> attach(List.of()));
    }

    private void enterAgain(RunOrigin origin) {
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
                        attach(history);
                    }

                    @Override
                    public void impossible(String why) {
                        end(Result.FAILURE, why, "Restart it from an earlier step, or start a new run");
                    }
                });
    }

    private void attach(List<JournalEntry> history) {
        if (machine.over()) {
            return;
        }
        var attempt = run().attempt() + 1;
        run = run().with(run().state().apply(new RunEvent.Began(now())), attempt, false, List.of());
        recorder.row(engine.ledger().change(run()));
        changed();
        record(Entries.began(attempt, brief().run().definition(), begunAgain));
        try {
            var evaluator = engine.evaluators().of(brief().domain(), deaths == MOST_DEATHS - 1);
            var next = new Attachment(mailbox, this, engine.evaluators().uncommittedLimit(), machine.fromProgram());
            next.joined(evaluator.open(id.value(), next));
            attachment = next;
            mark = new DurableMark(next, engine.evaluators().uncommittedLimit(), machine.fromProgram());
            next.program().start(bounds().told(brief().start(history)), history);
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost(String why) {
        attachment = null;
        if (engine.evaluators().closed()) {
            return;
        }
        deaths++;
        LOG.atWarn()
                .addKeyValue("run", id)
                .addKeyValue("deaths", deaths)
                .addKeyValue("why", why)
                .log("run-lost-its-evaluator");
        if (machine.over()) {
            return;
        }
        if (deaths >= MOST_DEATHS) {
            end(
                    Result.FAILURE,
                    "The process that runs this pipeline ended %d times: %s".formatted(deaths, why),
                    "Look for what takes much memory or never ends in the pipeline itself; work like that belongs into a step.");
            return;
        }
        begunAgain = "its evaluator was lost: " + why;
        recorder.settle();
        attach(engine.journal().load(id));
    }

    // ---- from the program

    @Override
    public void emitted(Attachment from, Emitted emitted) {
        if (from != attachment || machine.over()) {
            return;
        }
        var entry = emitted.getEntry();
        switch (entry.getBodyCase()) {
            case ASKED, NOTED, CLOSED, HANDED_OUT, ENDED -> {
                try {
                    check(emitted.getContext());
                    record(entry.toBuilder(), emitted.getContext());
                } catch (IllegalEntry e) {
                    from.program().broken("it broke the rules of run " + id + ": " + e.getMessage());
                }
            }
            case BEGAN, OUTCOME, SIGNAL, BODY_NOT_SET ->
                from.program().broken("it made an entry that is not a program's: " + entry.getBodyCase());
        }
    }

    private void check(StepContext context) {
        if (context.getNode() != 0 && !steps.node(context.getNode())) {
            throw new IllegalEntry("Step %d is not an open node".formatted(context.getNode()));
        }
    }

    @Override
    public void live(Attachment from, List<Emitted> pending) {
        if (from != attachment) {
            return;
        }
        var seen = new HashSet<Integer>();
        for (var emitted : pending) {
            var asked = emitted.getEntry().getAsked();
            var known = machine.waiting().get(asked.getStep());
            seen.add(asked.getStep());
            if (known != null && steps.step(asked.getStep()) == null) {
                if (!known.getName().equals(asked.getName())
                        || !known.getDigest().equals(asked.getDigest())) {
                    from.program()
                            .broken("it takes up another step %d than the journal has".formatted(asked.getStep()));
                    return;
                }
                steps.begin(brief(), asked, emitted.getContext(), !fresh);
            }
        }
        fresh = false;
        if (!seen.containsAll(machine.waiting().keySet())
                && !steps.underWay().containsAll(machine.waiting().keySet())) {
            from.program()
                    .broken("it forgot steps of run %s: %s"
                            .formatted(id, machine.waiting().keySet()));
        }
    }

    @Override
    public void unwanted(Attachment from, int step, String reason) {
        if (from == attachment) {
            steps.cancel(step, reason);
        }
    }

    @Override
    public void need(Attachment from, ByteString digest) {
        if (from == attachment) {
            told.content(machine.told(), digest)
                    .ifPresentOrElse(
                            from.program()::content,
                            () -> from.program()
                                    .broken("it asked for a blob that run %s was not told of".formatted(id)));
        }
    }

    @Override
    public void gone(Attachment from, String why) {
        if (from == attachment) {
            lost(why);
        }
    }

    @Override
    public void diverged(Attachment from, Diverged difference) {
        if (from == attachment && !machine.over()) {
            machine.divergedNow();
            record(Entries.diverged(difference, brief().run().file()));
        }
    }

    // ---- recording, and what follows

    private JournalEntry record(JournalEntry.Builder entry) {
        return record(entry, StepContext.getDefaultInstance());
    }

    private JournalEntry record(JournalEntry.Builder entry, StepContext context) {
        var stamped = entry.setAtMillis(now().toEpochMilli()).build();
        var effects = machine.apply(stamped);
        recorder.entry(machine.entries(), stamped);
        bounds().take(stamped).ifPresent(this::reached);
        for (var effect : effects) {
            switch (effect) {
                case Effect.Print(var lines) -> recorder.print(lines);
                case Effect.Begin(var asked) -> steps.begin(brief(), asked, context, false);
                case Effect.Deliver(var delivery) -> deliver(delivery);
                case Effect.Opened(var block) -> steps.opened(block);
                case Effect.Left(var block) -> steps.left(block);
                case Effect.Titled(var title) -> {
                    engine.ledger().title(id, title).forEach(recorder::row);
                    changed();
                }
                case Effect.Said(var properties) -> said(properties);
                case Effect.StageChanged(var stage) -> {
                    recorder.row(engine.ledger().stage(id, stage));
                    changed();
                    if (stage.result().isEmpty()) {
                        steps.stageBegun(id, stage.step());
                    }
                }
                case Effect.Over(var result, var refused, var problems) -> over(result, refused, problems);
            }
        }
        return stamped;
    }

    /** Of a fork whose branch is not known nothing is kept: it would be said of everybody's runs. */
    private void said(ProjectProperties properties) {
        var series = Series.of(brief().run());
        if (!brief().run().trust().equals("fork") || !series.branch().isEmpty()) {
            var settings = engine.turns().settings();
            recorder.row(settings.change(
                    series.project(), series.branch(), brief().run().number(), properties));
            recorder.afterCommit(() -> settings.changed(series.project(), series.branch()));
        }
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

    private void deliver(JournalEntry entry) {
        var to = attachment;
        if (to != null) {
            recorder.afterCommit(() -> to.program().deliver(entry));
        }
    }

    private void endAfterGrace() {
        engine.timers()
                .at(
                        now().plus(engine.abortGrace()),
                        () -> mailbox.post(() -> {
                            if (!machine.over()) {
                                end(
                                        machine.abortResult(),
                                        "The pipeline did not stop in " + Spans.words(engine.abortGrace()),
                                        "");
                            }
                        }));
    }

    private void reached(RunBounds.Reached reached) {
        mailbox.post(() -> {
            if (!machine.over()) {
                record(Entries.reached(reached, brief().run().file()));
            }
        });
    }

    /** Ends the run from outside of its program. */
    private void end(Result result, String message, String hint) {
        machine.divergedNow();
        record(Entries.ended(result, brief().run().file(), message, hint));
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
        var from = attachment;
        recorder.afterCommit(() -> {
            if (from != null) {
                from.program().drop();
            }
            forgotten.accept(id);
        });
    }

    private void changed() {
        var current = run();
        recorder.afterCommit(() -> engine.ledger().changed(current));
    }

    private void flush() {
        if (attachment != null && mark != null) {
            mark.reached(machine.fromProgram()).ifPresent(recorder::afterCommit);
        }
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
