package dev.millrace.controller.identity;

import dev.millrace.controller.base.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** The texts of tokens: a prefix by which scanners for leaked secrets know them, and 256 random bits. */
final class TokenText {
    static final String API = "mr_";
    static final String JOIN = "mrj_";

    private final SecureRandom random = new SecureRandom();

    String next(String prefix) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is kept of a text. */
    static Digest hash(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
