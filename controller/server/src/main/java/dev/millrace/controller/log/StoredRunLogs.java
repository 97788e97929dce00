package dev.millrace.controller.log;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.log.ChunkTable.Extent;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.Write;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Logs as rows of {@code log_chunk}; those that are being written are also known in memory, up to {@link #KEPT} of them when idle. */
final class StoredRunLogs implements RunLogs {
    private static final int KEPT = 20_000;

    private final ChunkTable table;
    private final GroupCommit commits;
    private final InstantSource clock;
    private final Executor executor;
    private final Map<Long, RunLog> logs = new ConcurrentHashMap<>();

    StoredRunLogs(ChunkTable table, GroupCommit commits, InstantSource clock, Executor executor) {
        this.table = table;
        this.commits = commits;
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Void> append(RunId run, int step, byte[] lines, boolean timestamps) {
        return on(run, log -> log.append(step, timestamps ? LineTimes.stamped(lines, clock.instant()) : lines));
    }

    @Override
    public CompletableFuture<Void> append(RunId run, int step, byte[] lines, List<Write<?>> rows) {
        return on(run, log -> log.append(step, lines, rows));
    }

    @Override
    public CompletableFuture<Long> appendOutput(LogOutput output, long offset, byte[] data) {
        return on(output.run(), log -> log.appendOutput(output, offset, data, clock.instant()));
    }

    @Override
    public long outputEnd(LogOutput output) {
        return on(output.run(), log -> log.outputEnd(output));
    }

    @Override
    public void begin(RunId run) {
        logs.computeIfAbsent(run.value(), id -> new RunLog(id, new Extent(0, 0, null, Map.of()), commits, table));
    }

    @Override
    public long length(RunId run) {
        var log = logs.get(run.value());
        return log != null ? log.length() : table.extent(run).end();
    }

    @Override
    public void copy(RunId run, long position, long limit, OutputStream to) throws IOException {
        if (position < 0 || limit < 0) {
            throw new IllegalArgumentException("Not a range: %d bytes from %d".formatted(limit, position));
        }
        table.copy(run, position, limit, to);
    }

    @Override
    public byte[] tail(RunId run, int step, int bytes) {
        return table.tail(run, step, bytes);
    }

    @Override
    public Subscription follow(RunId run, LengthListener listener) {
        var follower = new Follower(listener, executor);
        return on(run, log -> {
            log.follow(follower);
            follower.grewTo(log.length());
            return () -> log.unfollow(follower);
        });
    }

    /** Does it while the log cannot be retired. */
    private <T> T on(RunId run, Function<RunLog, T> action) {
        while (true) {
            var log = log(run);
            synchronized (log) {
                if (!log.retired()) {
                    return action.apply(log);
                }
            }
            logs.remove(run.value(), log);
        }
    }

    private RunLog log(RunId run) {
        var known = logs.get(run.value());
        if (known != null) {
            return known;
        }
        if (logs.size() > KEPT) {
            logs.values().removeIf(RunLog::retire);
        }
        return logs.computeIfAbsent(run.value(), _ -> new RunLog(run.value(), table.extent(run), commits, table));
    }
}
