package dev.millrace.controller.evaluator;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Probed;
import dev.millrace.wire.proto.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Has an evaluator that waits run a program of ours, first from its beginning and then from its journal, so that its virtual machine has compiled what
 * replays a program before it takes over the runs of one that died. Hears on the evaluator's own thread; {@link #stop} may be called by any.
 */
final class Exercise implements RunListener {
    private static final long LIVE = -1;
    private static final long REPLAYED = -2;
    static final int STEPS = 5000;
    private static final int COMMIT = 100;
    private static final String SOURCE = """
            def say(what) { echo "step ${what}" }
            for (int i = 0; i < %d; i++) {
                if (i %% 2 == 0) { say(i) } else { [i].each { echo 'step ' + it } }
            }
            """.formatted(STEPS);

    private final Evaluator evaluator;
    private final int semantics;
    private final List<JournalEntry> journal = new ArrayList<>();
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private @Nullable Program program;
    private int replayed;

    private Exercise(Evaluator evaluator, int semantics) {
        this.evaluator = evaluator;
        this.semantics = semantics;
    }

    /** Begins one in an evaluator that has no runs. */
    static Exercise begin(Evaluator evaluator, int semantics) {
        var exercise = new Exercise(evaluator, semantics);
        exercise.start(LIVE, List.of());
        return exercise;
    }

    /** It is over, or ends now: the evaluator is needed. */
    void stop() {
        end(0);
    }

    /** Completes when it is over, with the number of entries that came from a journal. */
    CompletableFuture<Integer> over() {
        return over;
    }

    private synchronized void end(int replayed) {
        if (over.isDone()) {
            return;
        }
        if (program != null) {
            program.drop();
        }
        over.complete(replayed);
    }

    private synchronized void start(long run, List<JournalEntry> history) {
        program = evaluator.open(run, this);
        program.start(
                Start.newBuilder()
                        .setFile("exercise")
                        .setSource(SOURCE)
                        .setSemantics(semantics)
                        .setTrust("protected")
                        .build(),
                history);
    }

    @Override
    public synchronized void emitted(Emitted emitted) {
        if (over.isDone() || program == null) {
            return;
        }
        journal.add(emitted.getEntry());
        if (!emitted.getEntry().hasEnded()) {
            if (journal.size() % COMMIT == 0) {
                program.committed(journal.size());
            }
        } else if (replayed > 0) {
            end(replayed);
        } else {
            program.drop();
            journal.removeLast();
            replayed = journal.size();
            start(REPLAYED, List.copyOf(journal));
        }
    }

    @Override
    public void live(List<Emitted> pending) {
        // its only entry that is not in the journal is its end
    }

    @Override
    public void unwanted(int step, String reason) {
        stop();
    }

    @Override
    public void diverged(Diverged difference) {
        stop();
    }

    @Override
    public void need(ByteString digest) {
        stop();
    }

    @Override
    public void resting() {
        stop();
    }

    @Override
    public void probed(Probed answer) {
        stop();
    }

    @Override
    public void gone(String why) {
        stop();
    }
}
