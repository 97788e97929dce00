package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.store.Write;
import dev.millrace.wire.proto.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what follows from one batch and commits it as one unit: entries, rows and lines together or not at all. Units are submitted in order and
 * without waiting for each other. For the run's mailbox alone.
 */
final class RunRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);
    private static final int STORED_ARGUMENTS = 64 * 1024;

    private final RunId run;
    private final Journal journal;
    private final RunLogs logs;
    private final StringBuilder lines = new StringBuilder();
    private List<Write<?>> rows = new ArrayList<>();
    private List<Runnable> afterSubmit = new ArrayList<>();
    private List<Runnable> afterCommit = new ArrayList<>();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    RunRecorder(RunId run, Journal journal, RunLogs logs) {
        this.run = run;
        this.journal = journal;
        this.logs = logs;
    }

    void entry(int seq, JournalEntry entry) {
        rows.add(journal.row(run, seq, stored(entry)));
    }

    void row(Write<?> row) {
        rows.add(row);
    }

    void print(String text) {
        lines.append(text);
    }

    /** Once the unit is handed over: what is submitted then is committed after it. */
    void afterSubmit(Runnable action) {
        afterSubmit.add(action);
    }

    /** Once the unit is durable, on the writer's thread, in order: must not block. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Hands the unit over. */
    void flush() {
        if (!rows.isEmpty() || !lines.isEmpty()) {
            var unit = rows;
            var text = lines.toString().getBytes(StandardCharsets.UTF_8);
            rows = new ArrayList<>();
            lines.setLength(0);
            last = logs.append(run, 0, text, unit);
        }
        if (!afterCommit.isEmpty()) {
            var actions = afterCommit;
            afterCommit = new ArrayList<>();
            var _ = last.whenComplete((_, failure) -> {
                if (failure == null) {
                    actions.forEach(Runnable::run);
                } else {
                    LOG.atError().setCause(failure).addKeyValue("run", run).log("run-not-recorded");
                }
            });
        }
        var submitted = afterSubmit;
        afterSubmit = new ArrayList<>();
        submitted.forEach(Runnable::run);
    }

    /** Waits until all that was handed over is durable. */
    void settle() {
        flush();
        last.join();
    }

    /** What is larger than the journal's limit is left out; the digest still tells it. */
    private static JournalEntry stored(JournalEntry entry) {
        if (entry.getSerializedSize() <= STORED_ARGUMENTS) {
            return entry;
        }
        return switch (entry.getBodyCase()) {
            case ASKED -> {
                var small = entry.toBuilder();
                small.getAskedBuilder().clearArguments().clearContext();
                yield small.build();
            }
            case NOTED -> {
                var small = entry.toBuilder();
                small.getNotedBuilder().clearArguments();
                yield small.build();
            }
            case BEGAN, RESTED, CLOSED, HANDED_OUT, OUTCOME, SIGNAL, ENDED, BODY_NOT_SET -> entry;
        };
    }
}
