package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the supervisor keeps in an operation's directory.
 *
 * @param directory the operation's own, absolute
 */
public record OperationFiles(Path directory) {
    /** Made before the process is started: with it and without a result, and unknown to the supervisor, the operation is lost. */
    Path started() {
        return directory.resolve("started");
    }

    /** Masked output, from its beginning. */
    public OutputFiles output() {
        return new OutputFiles(directory);
    }

    /** Masked standard output where it is captured. */
    public Path captured() {
        return directory.resolve("captured");
    }

    Path result() {
        return directory.resolve("result");
    }

    /** True when a process was started, or was about to be. */
    public boolean wasStarted() {
        return Files.exists(started());
    }

    /** How it ended, where that is recorded. */
    public Optional<ExitRecord> exit() throws IOException {
        return ExitRecord.read(result());
    }
}
