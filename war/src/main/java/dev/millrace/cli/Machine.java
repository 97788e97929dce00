package dev.millrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What this machine says of itself. */
final class Machine {
    private static final long PATIENCE_SECONDS = 10;

    /** First line that a program prints; empty where it is not there or fails. */
    Optional<String> firstLine(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? Optional.of(text.lines().findFirst().orElse(""))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a program runs and succeeds. */
    boolean succeeds(String... command) throws InterruptedException {
        return firstLine(command).isPresent();
    }

    /** Content of a small file, stripped; empty where it cannot be read. */
    Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Bytes that are free where a path is, or would be. */
    long freeBytes(Path path) throws IOException {
        return Files.getFileStore(existing(path)).getUsableSpace();
    }

    /** The path, or the nearest directory above it that there is. */
    static Path existing(Path path) {
        var at = path.toAbsolutePath();
        while (!Files.exists(at)) {
            var parent = at.getParent();
            if (parent == null) {
                return at;
            }
            at = parent;
        }
        return at;
    }

    boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
