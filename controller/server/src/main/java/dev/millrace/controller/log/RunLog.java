package dev.millrace.controller.log;

import dev.millrace.controller.log.ChunkTable.Extent;
import dev.millrace.controller.log.ChunkTable.OutputKey;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The log of one run while it is being written. The monitor orders appends; what happens after a commit does not take it, because the writer's
 * thread must never wait for somebody who waits for the writer.
 */
final class RunLog {
    /** Bytes of output that become one piece where each line gets its time: also of empty lines no more than a chunk takes. */
    private static final int STAMPED_LIMIT = Chunk.LIMIT / 32;

    private final long run;
    private final GroupCommit commits;
    private final ChunkTable table;
    private final Map<OutputKey, Output> outputs = new ConcurrentHashMap<>();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private long nextSeq;
    private long end;
    private final AtomicLong durable;
    private boolean retired;
    private @Nullable Open open;

    /** Whose last line is not at its end: what others append begins on a line of its own. */
    private @Nullable OutputKey lineOf;

    RunLog(long run, Extent extent, GroupCommit commits, ChunkTable table) {
        this.run = run;
        this.commits = commits;
        this.table = table;
        nextSeq = extent.lastSeq() + 1;
        end = extent.end();
        durable = new AtomicLong(end);
        lineOf = extent.lineOf();
        extent.outputs().forEach((key, known) -> outputs.put(key, new Output(known)));
    }

    synchronized CompletableFuture<Void> append(int step, byte[] lines) {
        if (lines.length == 0) {
            return open == null ? CompletableFuture.completedFuture(null) : open.committed;
        }
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (var from = 0; from < lines.length; from += Chunk.LIMIT) {
            last = add(step, Chunk.LINES, Piece.lines(part(lines, from, Chunk.LIMIT)), List.of());
        }
        return last;
    }

    /** The rows ride with the first part of the lines: what follows is never durable without them. */
    synchronized CompletableFuture<Void> append(int step, byte[] lines, List<Write<?>> rows) {
        open = null;
        if (lines.length == 0) {
            return commits.submit(rows);
        }
        var last = add(step, Chunk.LINES, Piece.lines(part(lines, 0, Chunk.LIMIT)), rows);
        for (var from = Chunk.LIMIT; from < lines.length; from += Chunk.LIMIT) {
            last = add(step, Chunk.LINES, Piece.lines(part(lines, from, Chunk.LIMIT)), List.of());
        }
        return last;
    }

    synchronized CompletableFuture<Long> appendOutput(LogOutput of, long offset, byte[] data, Instant at) {
        var key = key(of);
        var output = outputs.computeIfAbsent(key, _ -> new Output(0));
        if (offset > output.end) {
            throw new IllegalArgumentException("Output of step %d, operation %d, goes on at %d, not at %d"
                    .formatted(of.step(), of.ordinal(), output.end, offset));
        }
        var known = (int) Math.min(data.length, output.end - offset);
        var limit = of.timestamps() ? STAMPED_LIMIT : Chunk.LIMIT;
        for (var from = known; from < data.length; from += limit) {
            var raw = part(data, from, limit);
            var bytes = of.timestamps() ? LineTimes.stamped(raw, at, key.equals(lineOf)) : raw;
            var piece = new Piece(bytes, output.end, output.end + raw.length, raw[raw.length - 1] != '\n');
            output.end += raw.length;
            var reached = output.end;
            output.last = add(of.step(), of.ordinal(), piece, List.of())
                    .thenRun(() -> output.durable.accumulateAndGet(reached, Math::max));
        }
        var upTo = output.end;
        return output.last.thenApply(_ -> upTo);
    }

    long outputEnd(LogOutput of) {
        var output = outputs.get(key(of));
        return output == null ? 0 : output.durable.get();
    }

    private static OutputKey key(LogOutput of) {
        return new OutputKey(of.step(), of.ordinal());
    }

    long length() {
        return durable.get();
    }

    void follow(Follower follower) {
        followers.add(follower);
    }

    void unfollow(Follower follower) {
        followers.remove(follower);
    }

    /** Gives up if nothing is under way and nobody listens: from then on another object may stand for this log. */
    synchronized boolean retire() {
        retired = followers.isEmpty() && durable.get() == end;
        return retired;
    }

    synchronized boolean retired() {
        return retired;
    }

    private CompletableFuture<Void> add(int step, int ordinal, Piece next, List<Write<?>> rows) {
        var key = new OutputKey(step, ordinal);
        var piece = lineOf == null || lineOf.equals(key) ? next : next.onItsOwnLine();
        lineOf = piece.lineOpen() ? key : null;
        end += piece.bytes().length;
        var reached = end;
        if (rows.isEmpty() && open != null && open.chunk.add(step, ordinal, piece)) {
            return open.committed.thenRun(() -> grown(reached));
        }
        var chunk = new Chunk(run, nextSeq++, end - piece.bytes().length, step, ordinal, piece);
        if (piece.bytes().length >= Chunk.LIMIT) {
            chunk.seal();
        }
        var unit = new ArrayList<Write<?>>(rows.size() + 1);
        unit.addAll(rows);
        unit.add(new Write<>(table, chunk));
        var committed = commits.submit(unit);
        open = new Open(chunk, committed);
        return committed.thenRun(() -> grown(reached));
    }

    private void grown(long length) {
        if (durable.getAndAccumulate(length, Math::max) < length) {
            followers.forEach(follower -> follower.grewTo(length));
        }
    }

    private static byte[] part(byte[] data, int from, int limit) {
        return from == 0 && data.length <= limit
                ? data
                : Arrays.copyOfRange(data, from, Math.min(data.length, from + limit));
    }

    private record Open(Chunk chunk, CompletableFuture<Void> committed) {}

    private static final class Output {
        private long end;
        private final AtomicLong durable;
        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

        Output(long end) {
            this.end = end;
            durable = new AtomicLong(end);
        }
    }
}
