package dev.millrace.controller.web;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.log.LogOutput;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.store.Write;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Logs in memory. */
final class FakeLogs implements RunLogs {
    private final Map<RunId, ByteArrayOutputStream> logs = new ConcurrentHashMap<>();
    private final Map<RunId, List<LengthListener>> followers = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<Void> append(RunId run, int step, byte[] lines, boolean timestamps) {
        var log = log(run);
        log.writeBytes(lines);
        followers.getOrDefault(run, List.of()).forEach(listener -> listener.grewTo(log.size()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> append(RunId run, int step, byte[] lines, List<Write<?>> rows) {
        throw new UnsupportedOperationException("not of this fake");
    }

    @Override
    public byte[] tail(RunId run, int step, int bytes) {
        throw new UnsupportedOperationException("not of this fake");
    }

    @Override
    public void begin(RunId run) {
        log(run);
    }

    private ByteArrayOutputStream log(RunId run) {
        return logs.computeIfAbsent(run, _ -> new ByteArrayOutputStream());
    }

    @Override
    public CompletableFuture<Long> appendOutput(LogOutput output, long offset, byte[] data) {
        throw new UnsupportedOperationException("not of this fake");
    }

    @Override
    public long outputEnd(LogOutput output) {
        return 0;
    }

    @Override
    public long length(RunId run) {
        return log(run).size();
    }

    @Override
    public void copy(RunId run, long position, long limit, OutputStream to) throws IOException {
        var bytes = log(run).toByteArray();
        to.write(bytes, (int) position, (int) Math.min(limit, bytes.length - position));
    }

    @Override
    public Subscription follow(RunId run, LengthListener listener) {
        var list = followers.computeIfAbsent(run, _ -> new CopyOnWriteArrayList<>());
        list.add(listener);
        return () -> list.remove(listener);
    }
}
