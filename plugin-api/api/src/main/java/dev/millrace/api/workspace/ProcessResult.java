package dev.millrace.api.workspace;

import java.nio.charset.StandardCharsets;

/**
 * How a process ended.
 *
 * @param exitCode what it exited with, 0 to 255; a process that ended by signal N has 128 + N, as shells say it
 * @param output captured standard output; empty where it was logged
 */
public record ProcessResult(int exitCode, byte[] output) {
    /** Captured output as UTF-8; what is not UTF-8 becomes U+FFFD. */
    public String text() {
        return new String(output, StandardCharsets.UTF_8);
    }
}
