package dev.millrace.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values by key that outlive the machine: a file to which one thread appends. What is put while it waits for the disk shares the next wait, so that many
 * leases cost no more of them than one. When most of the file is of no use any more it is written anew. Safe for use by many threads.
 */
final class SpoolLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolLog.class);
    private static final String NAME = "log";
    private static final long SMALL = 8 << 20;

    private final Path directory;
    private final Map<String, byte[]> live;
    private final Thread writer;
    private List<Put> waiting = new ArrayList<>();
    private boolean closing;

    /** A change that is not on disk yet; nothing waits for the removal of a key. */
    private record Put(LogRecord record, CompletableFuture<@Nullable Void> durable) {}

    private SpoolLog(Path directory, Map<String, byte[]> live, FileChannel channel) {
        this.directory = directory;
        this.live = live;
        this.writer = Thread.ofPlatform().daemon().name("spool").start(() -> write(channel));
    }

    /** Reads what is there, up to where a crash cut it. */
    static SpoolLog open(Path directory) throws IOException {
        var file = directory.resolve(NAME);
        var live = new LinkedHashMap<String, byte[]>();
        if (Files.exists(file)) {
            var content = ByteBuffer.wrap(Files.readAllBytes(file));
            for (var next = LogRecord.read(content); next.isPresent(); next = LogRecord.read(content)) {
                next.get().apply(live);
            }
        }
        return new SpoolLog(directory, live, anew(directory, live));
    }

    private static FileChannel anew(Path directory, Map<String, byte[]> live) throws IOException {
        var fresh = directory.resolve("log.new");
        Files.deleteIfExists(fresh);
        var channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            for (var entry : live.entrySet()) {
                append(channel, new LogRecord(entry.getKey(), entry.getValue()).encoded());
            }
            channel.force(true);
            Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            SpoolDirectory.force(directory);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void append(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    synchronized Optional<byte[]> get(String key) {
        return Optional.ofNullable(live.get(key));
    }

    /** All keys, in the order in which they were put first. */
    synchronized List<String> keys() {
        return List.copyOf(live.keySet());
    }

    /** The value is there at once; it outlives the machine when this completes. */
    synchronized CompletableFuture<@Nullable Void> put(String key, byte[] value) {
        live.put(key, value);
        return submit(new LogRecord(key, value));
    }

    /** Nobody needs it any more; a crash may bring it back. */
    synchronized void remove(String key) {
        if (live.remove(key) != null) {
            var _ = submit(new LogRecord(key, null));
        }
    }

    private synchronized CompletableFuture<@Nullable Void> submit(LogRecord record) {
        var put = new Put(record, new CompletableFuture<>());
        if (closing) {
            put.durable.completeExceptionally(new IOException("The spool is closed"));
        } else {
            waiting.add(put);
            notifyAll();
        }
        return put.durable;
    }

    private synchronized List<Put> take() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        var taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private void write(FileChannel first) {
        var channel = first;
        try {
            for (var batch = take(); !batch.isEmpty(); batch = take()) {
                write(channel, batch);
                channel = compact(channel);
            }
            channel.close();
        } catch (IOException | InterruptedException e) {
            LOG.atError().addKeyValue("directory", directory).setCause(e).log("spool-broken");
            fail(e);
        }
    }

    private synchronized void fail(Exception cause) {
        closing = true;
        waiting.forEach(put -> put.durable.completeExceptionally(cause));
        waiting.clear();
    }

    private void write(FileChannel channel, List<Put> batch) throws IOException {
        long begin = channel.position();
        try {
            boolean promised = false;
            for (var put : batch) {
                append(channel, put.record.encoded());
                promised |= put.record.value() != null;
            }
            if (promised) {
                channel.force(false);
            }
            batch.forEach(put -> put.durable.complete(null));
        } catch (IOException e) {
            batch.forEach(put -> put.durable.completeExceptionally(e));
            channel.truncate(begin);
        }
    }

    private FileChannel compact(FileChannel channel) {
        Map<String, byte[]> kept;
        synchronized (this) {
            kept = new LinkedHashMap<>(live);
        }
        long useful = kept.values().stream().mapToLong(value -> value.length).sum();
        try {
            if (channel.position() < SMALL || channel.position() < 2 * useful) {
                return channel;
            }
            var fresh = anew(directory, kept);
            channel.close();
            return fresh;
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", directory).setCause(e).log("spool-not-written-anew");
            return channel;
        }
    }

    /** What was put before is on disk when this returns. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        boolean interrupted = Thread.interrupted();
        try {
            writer.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
