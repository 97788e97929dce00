package dev.millrace.evaluator.histories;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.Outbox;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a program says when it is run again. All that comes for it is there at once: it takes the next one when it waits. */
final class Replayed implements Outbox {
    private static final int LIMIT = 1_000_000;

    private final StoredHistory history;
    private final List<JournalEntry> written = new ArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private String difference = "";
    private boolean ends;

    Replayed(StoredHistory history) {
        this.history = history;
    }

    Replayed from(List<JournalEntry> before, List<JournalEntry> after) {
        ends = before.stream().anyMatch(JournalEntry::hasEnded);
        var baton = new Baton(this, LIMIT);
        baton.start(before, history.pipelines().program(history.start(), baton, history.contents()));
        after.stream().filter(entry -> entry.hasOutcome() || entry.hasSignal()).forEach(baton::deliver);
        try {
            over.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            difference = "it waits for something that did not come then";
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            baton.stop();
        }
        return this;
    }

    /** In words, where the program asked for something else than the journal holds; else empty. */
    String difference() {
        return difference;
    }

    /** What the program wrote when the journal was used up. */
    List<JournalEntry> written() {
        synchronized (written) {
            return List.copyOf(written);
        }
    }

    @Override
    public void emitted(Emitted emitted) {
        synchronized (written) {
            written.add(emitted.getEntry());
        }
        if (emitted.getEntry().hasEnded()) {
            over.complete(null);
        }
    }

    @Override
    public void live(List<Emitted> pending) {
        if (ends) {
            over.complete(null);
        }
    }

    @Override
    public void cancel(int step, String reason) {
        // its outcome is in the journal
    }

    @Override
    public void diverged(Diverged diverged) {
        difference = "entry %d was %s and is %s, line %d"
                .formatted(diverged.getPosition(), diverged.getExpected(), diverged.getActual(), diverged.getLine());
        over.complete(null);
    }
}
