package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.evaluator.Domain;
import dev.millrace.controller.evaluator.Program;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Start;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the program of a run is: in an evaluator, or nowhere, because it rests. Begins it again where its evaluator ends, has it leave when it has only
 * waited for some time, and wakes it when something comes for it. For the run's mailbox alone.
 */
final class Hosting implements Attachment.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Hosting.class);
    private static final int MOST_DEATHS = 3;
    /** To replay an entry takes a hundredth of this: what a run spends on being woken stays below a hundredth of what it waited. */
    private static final Duration PER_ENTRY = Duration.ofMillis(10);

    private final RunId run;
    private final RunEngine engine;
    private final RunMachine machine;
    private final RunRecorder recorder;
    private final Mailbox mailbox;
    private final Guest guest;
    private @Nullable Attachment attachment;
    private @Nullable DurableMark mark;
    private int deaths;
    private boolean rests;
    private Instant active = Instant.EPOCH;
    private int entriesBeforeRest;

    /** The run, as its program's host sees it. What throws {@link IllegalEntry} ends the evaluator: it broke the rules. */
    interface Guest {
        /** Whose evaluators it may be in. */
        Domain domain();

        /** The program is about to begin, the first time or again; why again, where something went wrong. */
        void begins(List<JournalEntry> history, String why);

        /** What the program is told that has this journal. */
        Start start(List<JournalEntry> history);

        /** The program made an entry. */
        void emitted(Emitted emitted);

        /** The program has caught up with its journal; these steps have no outcome. */
        void live(List<Emitted> pending);

        /** The program does not want a step any more. */
        void unwanted(int step, String reason);

        /** The program does not do what it did. */
        void diverged(Diverged difference);

        /** The content of a blob that the program asks for goes to it. */
        void need(ByteString digest, Program program);

        /** The program left. */
        void rests();

        /** Its evaluators ended too often. */
        void hopeless(String message, String hint);
    }

    Hosting(RunId run, RunEngine engine, RunMachine machine, RunRecorder recorder, Mailbox mailbox, Guest guest) {
        this.run = run;
        this.engine = engine;
        this.machine = machine;
        this.recorder = recorder;
        this.mailbox = mailbox;
        this.guest = guest;
    }

    /** Begins the program; why again, where something went wrong. */
    void begin(List<JournalEntry> history, String why) {
        if (machine.over()) {
            return;
        }
        rests = false;
        guest.begins(history, why);
        try {
            var evaluator = engine.evaluators().of(guest.domain(), deaths == MOST_DEATHS - 1);
            var limit = engine.evaluators().uncommittedLimit();
            var next = new Attachment(mailbox, this, limit, machine.fromProgram());
            next.joined(evaluator.open(run.value(), next));
            attachment = next;
            mark = new DurableMark(next, limit, machine.fromProgram());
            next.program().start(guest.start(history), history);
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its program is in an evaluator. */
    boolean hasProgram() {
        return attachment != null;
    }

    /** The program rested when the controller ended; it begins when something comes for it. */
    void stayAtRest() {
        rests = true;
    }

    /** What was recorded is to reach the program, once it is durable. */
    void deliver(JournalEntry entry) {
        active = now();
        var to = attachment;
        if (to != null) {
            recorder.afterCommit(() -> to.program().deliver(entry));
        } else if (rests) {
            wake();
        }
    }

    /** What is recorded so far is about to be committed: the program is told when it may go on. */
    void flushing() {
        if (attachment != null && mark != null) {
            mark.reached(machine.fromProgram()).ifPresent(recorder::afterCommit);
        }
    }

    /** The run is over, once what is recorded is durable. */
    void end() {
        rests = false;
        var from = attachment;
        if (from != null) {
            recorder.afterCommit(() -> from.program().drop());
        }
    }

    private void lost(String why) {
        attachment = null;
        if (engine.evaluators().closed()) {
            return;
        }
        deaths++;
        LOG.atWarn()
                .addKeyValue("run", run)
                .addKeyValue("deaths", deaths)
                .addKeyValue("why", why)
                .log("run-lost-its-evaluator");
        if (machine.over()) {
            return;
        }
        if (deaths >= MOST_DEATHS) {
            guest.hopeless(
                    "The process that runs this pipeline ended %d times: %s".formatted(deaths, why),
                    "Look for what takes much memory or never ends in the pipeline itself; work like that belongs into a step.");
            return;
        }
        beginAgain("its evaluator was lost: " + why);
    }

    private void beginAgain(String why) {
        recorder.settle();
        begin(engine.journal().load(run), why);
    }

    // ---- rest

    /** Not at once: what is delivered together wakes the program once. */
    private void wake() {
        rests = false;
        mailbox.post(() -> {
            if (!machine.over()) {
                beginAgain("");
            }
        });
    }

    private void lookAt(Attachment program, Instant when) {
        engine.timers()
                .at(
                        when,
                        () -> mailbox.post(() -> {
                            if (program == attachment && !machine.over()) {
                                var due = active.plus(patience());
                                if (due.isAfter(now())) {
                                    lookAt(program, due);
                                } else {
                                    entriesBeforeRest = machine.entries();
                                    program.program().rest();
                                    lookAt(program, now().plus(patience()));
                                }
                            }
                        }));
    }

    private Duration patience() {
        return engine.restAfter().plus(PER_ENTRY.multipliedBy(machine.entries()));
    }

    @Override
    public void resting(Attachment from) {
        if (from != attachment || machine.over()) {
            return;
        }
        from.program().drop();
        attachment = null;
        var missed = machine.entries() != entriesBeforeRest;
        guest.rests();
        rests = true;
        if (missed) {
            wake();
        }
    }

    // ---- from the program

    @Override
    public void emitted(Attachment from, Emitted emitted) {
        if (from == attachment && !machine.over()) {
            active = now();
            lawful(from, () -> guest.emitted(emitted));
        }
    }

    @Override
    public void live(Attachment from, List<Emitted> pending) {
        if (from == attachment) {
            active = now();
            lawful(from, () -> guest.live(pending));
            lookAt(from, active.plus(patience()));
        }
    }

    @Override
    public void unwanted(Attachment from, int step, String reason) {
        if (from == attachment) {
            guest.unwanted(step, reason);
        }
    }

    @Override
    public void need(Attachment from, ByteString digest) {
        if (from == attachment) {
            lawful(from, () -> guest.need(digest, from.program()));
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
            guest.diverged(difference);
        }
    }

    private void lawful(Attachment from, Runnable action) {
        try {
            action.run();
        } catch (IllegalEntry e) {
            from.program().broken("it broke the rules of run %s: %s".formatted(run, e.getMessage()));
        }
    }

    private Instant now() {
        return engine.clock().instant();
    }
}
