package dev.millrace.agent.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests of files. */
public final class Digests {
    private Digests() {}

    public static MessageDigest sha256() {
        return named("SHA-256");
    }

    private static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    /** SHA-256 of a file's content; a link is not followed. */
    public static byte[] of(Path file) throws IOException {
        return of(file, "SHA-256");
    }

    /** Digest of a file's content, by one of the algorithms that every Java platform has; a link is not followed. */
    public static byte[] of(Path file, String algorithm) throws IOException {
        var digest = named(algorithm);
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var buffer = new byte[64 << 10];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return digest.digest();
    }
}
