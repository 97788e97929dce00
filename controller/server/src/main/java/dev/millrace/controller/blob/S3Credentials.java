package dev.millrace.controller.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The key with which an S3-compatible store is used.
 *
 * @param access names the key
 * @param secret signs with it
 * @param session goes with keys that expire; empty: it does not expire
 */
public record S3Credentials(String access, String secret, String session) {
    private static final long LARGEST = 64 << 10;
    private static final String ACCESS = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final String SESSION = "aws_session_token";

    public S3Credentials {
        if (access.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException("A key has %s and %s".formatted(ACCESS, SECRET));
        }
    }

    /**
     * From a file of the form that Amazon's tools have: {@code aws_access_key_id = ...} and {@code aws_secret_access_key = ...}, the first of each.
     *
     * @throws IllegalArgumentException where they are not in it; its content is not in the message
     */
    public static S3Credentials in(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException(
                    "%s has more than %d bytes: not a file of keys".formatted(file, LARGEST));
        }
        var values = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return of(values)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s has no lines '%s = ...' and '%s = ...'".formatted(file, ACCESS, SECRET)));
    }

    /** From {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}; empty where they are not set. */
    public static Optional<S3Credentials> in(Map<String, String> environment) {
        var values = new HashMap<String, String>();
        environment.forEach((name, value) -> values.put(name.toLowerCase(java.util.Locale.ROOT), value));
        return of(values);
    }

    private static Optional<S3Credentials> of(Map<String, String> values) {
        var access = values.getOrDefault(ACCESS, "");
        var secret = values.getOrDefault(SECRET, "");
        return access.isBlank() || secret.isBlank()
                ? Optional.empty()
                : Optional.of(new S3Credentials(access, secret, values.getOrDefault(SESSION, "")));
    }

    @Override
    public String toString() {
        return "S3Credentials[access=%s, secret=***]".formatted(access);
    }
}
