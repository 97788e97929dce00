package dev.millrace.agent.spool;

import dev.millrace.agent.supervisor.OperationFiles;
import dev.millrace.agent.supervisor.OperationName;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One operation on disk.
 *
 * @param directory its own
 * @param request what was asked, without attachments, environment, contents and secrets
 */
public record OperationSpool(Path directory, Operate request) {
    static OperationSpool create(Path lease, Operate request) throws IOException {
        var reference = request.getOperation();
        var path = lease.resolve("%d.%d".formatted(reference.getStep(), reference.getOrdinal()));
        SpoolDirectory.make(path);
        var stripped = strip(request);
        SpoolDirectory.store(path.resolve("request"), stripped.toByteArray());
        return new OperationSpool(path, stripped);
    }

    static Optional<OperationSpool> load(Path path) throws IOException {
        var request = path.resolve("request");
        return Files.exists(request)
                ? Optional.of(new OperationSpool(path, Operate.parseFrom(Files.readAllBytes(request))))
                : Optional.empty();
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

    /** Stores how it ended: of operations without a process. */
    public void finish(OperationFinished finished) throws IOException {
        SpoolDirectory.store(directory.resolve("finished"), finished.toByteArray());
    }

    /** How it ended, where that was stored. */
    public Optional<OperationFinished> finished() throws IOException {
        var file = directory.resolve("finished");
        return Files.exists(file)
                ? Optional.of(OperationFinished.parseFrom(Files.readAllBytes(file)))
                : Optional.empty();
    }

    /** Removes all of it. */
    public void delete() throws IOException {
        MemoryDirectory.delete(directory);
    }
}
