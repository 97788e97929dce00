package dev.millrace.controller.web;

import java.time.Duration;

/**
 * How the HTTP side is served.
 *
 * @param host address to listen at: {@code 127.0.0.1} for this machine only
 * @param port 0 takes a free one
 * @param release shown by health and the OpenAPI description
 * @param jsonLimit largest JSON body in bytes
 * @param blobLimit largest blob in bytes
 * @param heartbeat of event streams
 * @param sessionLifetime of browser sessions
 */
public record WebConfig(
        String host,
        int port,
        String release,
        long jsonLimit,
        long blobLimit,
        Duration heartbeat,
        Duration sessionLifetime) {
    public WebConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("Not a port (0 to 65535): " + port);
        }
        if (jsonLimit <= 0 || blobLimit <= 0) {
            throw new IllegalArgumentException("Limits are above 0: " + jsonLimit + ", " + blobLimit);
        }
        if (!heartbeat.isPositive() || !sessionLifetime.isPositive()) {
            throw new IllegalArgumentException("Durations are above 0: " + heartbeat + ", " + sessionLifetime);
        }
    }

    /** The usual limits: JSON 8 MiB, blobs 8 GiB, heartbeat 15 s, sessions 12 h. */
    public static WebConfig of(String host, int port, String release) {
        return new WebConfig(host, port, release, 8L << 20, 8L << 30, Duration.ofSeconds(15), Duration.ofHours(12));
    }
}
