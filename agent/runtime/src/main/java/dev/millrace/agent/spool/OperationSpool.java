package dev.millrace.agent.spool;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import dev.millrace.agent.supervisor.OperationFiles;
import dev.millrace.agent.supervisor.OperationName;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One operation on disk. */
public final class OperationSpool {
    /** Output up to this size is stored with how the operation ended; longer output waits for the disk on its own. */
    private static final int INLINE = 32 << 10;

    private final Path directory;
    private final Operate request;
    private final SpoolLog log;

    private OperationSpool(Path directory, Operate request, SpoolLog log) {
        this.directory = directory;
        this.request = request;
        this.log = log;
    }

    static OperationSpool create(Path lease, Operate request, SpoolLog log) throws IOException {
        var path = directory(lease, request.getOperation());
        var stripped = strip(request);
        store(path, stripped);
        return new OperationSpool(path, stripped, log);
    }

    private static Path directory(Path lease, OperationRef reference) {
        return lease.resolve("%d.%d".formatted(reference.getStep(), reference.getOrdinal()));
    }

    private static void store(Path path, Operate stripped) throws IOException {
        SpoolDirectory.make(path);
        SpoolDirectory.store(path.resolve("request"), stripped.toByteArray());
    }

    static Optional<OperationSpool> load(Path path, SpoolLog log) throws IOException {
        var request = path.resolve("request");
        return Files.exists(request)
                ? Optional.of(new OperationSpool(path, Operate.parseFrom(Files.readAllBytes(request)), log))
                : Optional.empty();
    }

    /** Makes again what the machine may have lost of an operation whose end is stored. */
    static void restore(Path lease, SpoolLog log, String key) throws IOException {
        var stored = log.get(key);
        if (stored.isEmpty()) {
            return;
        }
        var fields = new Delimited(stored.get());
        var request = fields.next(Operate.parser());
        var path = directory(lease, request.getOperation());
        if (!Files.exists(path.resolve("request"))) {
            store(path, request);
        }
        var finished = fields.next(OperationFinished.parser());
        var output = new OperationFiles(path.toAbsolutePath()).output();
        if (output.end() < finished.getOutputEnd() && finished.getOutputEnd() <= INLINE) {
            output.restore(fields.next(BytesValue.parser()).getValue().toByteArray());
        }
    }

    private static Operate strip(Operate request) {
        return switch (request.getBodyCase()) {
            case EXECUTE -> {
                var execute = request.getExecute().toBuilder()
                        .clearAttachments()
                        .clearSecrets()
                        .clearEnvironment();
                yield request.toBuilder().setExecute(execute).build();
            }
            case WRITE ->
                request.toBuilder()
                        .setWrite(request.getWrite().toBuilder().clearContent())
                        .build();
            default -> request;
        };
    }

    /** Which one it is. */
    public OperationRef reference() {
        return request.getOperation();
    }

    /** Its name among files and processes. */
    public OperationName name() {
        var reference = reference();
        return new OperationName(
                Spool.name(reference.getLease()), "%d.%d".formatted(reference.getStep(), reference.getOrdinal()));
    }

    /** Where the supervisor keeps output and result of a process. */
    public OperationFiles files() {
        return new OperationFiles(directory.toAbsolutePath());
    }

    /**
     * A private directory for attachments.
     *
     * @param secret for those that hold secrets: in memory, where the system can
     */
    public Path attachments(boolean secret) throws IOException {
        var base = secret ? MemoryDirectory.of(directory) : directory;
        if (secret) {
            SpoolDirectory.make(base);
        }
        var path = base.resolve("attachments").toAbsolutePath();
        SpoolDirectory.make(path);
        return path;
    }

    /** What was asked, without attachments, environment, contents and secrets. */
    public Operate request() {
        return request;
    }

    /** Stores how it ended. When this completes, that and the output before it outlive the machine. */
    public CompletableFuture<@Nullable Void> finish(OperationFinished finished) {
        if (finished.getOutputEnd() <= INLINE) {
            return put(finished);
        }
        CompletableFuture<@Nullable Void> durable = new CompletableFuture<>();
        Thread.ofVirtual().name("force").start(() -> {
            try {
                files().output().force();
                var _ = put(finished).whenComplete((_, failure) -> {
                    if (failure == null) {
                        durable.complete(null);
                    } else {
                        durable.completeExceptionally(failure);
                    }
                });
            } catch (IOException e) {
                durable.completeExceptionally(e);
            }
        });
        return durable;
    }

    private CompletableFuture<@Nullable Void> put(OperationFinished finished) {
        var output = ByteString.EMPTY;
        try {
            if (finished.getOutputEnd() > 0 && finished.getOutputEnd() <= INLINE) {
                output = ByteString.copyFrom(files().output().read(0, (int) finished.getOutputEnd()));
            }
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return log.put(LogKeys.ofOutcome(name()), Delimited.write(request, finished, BytesValue.of(output)));
    }

    /** How it ended, where that was stored. */
    public Optional<OperationFinished> finished() throws IOException {
        var stored = log.get(LogKeys.ofOutcome(name()));
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        var fields = new Delimited(stored.get());
        var _ = fields.next(Operate.parser());
        return Optional.of(fields.next(OperationFinished.parser()));
    }

    /** Removes all of it. */
    public void delete() throws IOException {
        log.remove(LogKeys.ofOutcome(name()));
        MemoryDirectory.delete(directory);
    }
}
