package dev.millrace.controller.blob;

import java.time.Duration;

/**
 * How long a store is waited for.
 *
 * @param connect for a connection
 * @param silence for the next bytes of an answer
 * @param attempt for one request, that of a part of {@link S3Upload#PART} bytes too
 * @param call for a request with all its repetitions
 * @param attempts how often one is sent at most
 */
record S3Patience(Duration connect, Duration silence, Duration attempt, Duration call, int attempts) {
    static final S3Patience USUAL = new S3Patience(
            Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(90), Duration.ofMinutes(4), 4);
}
