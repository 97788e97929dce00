package dev.millrace.agent.link;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the controller is and how it is known.
 *
 * @param fingerprint SHA-256 of its certificate, hexadecimal
 * @param joinTokenFile holds the one-time token; not read any more once the agent has joined
 * @param name of the agent
 * @param directory keeps the agent's own key
 */
public record LinkSettings(
        String host, int port, String fingerprint, @Nullable Path joinTokenFile, String name, Path directory) {
    public LinkSettings {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
        if (!fingerprint.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("Not a SHA-256 fingerprint in hexadecimal: " + fingerprint);
        }
    }
}
