package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What bytes are called in a backend: their digest and which writing of them it is. Each writing has a name of its own, so that deleting one never takes
 * away what somebody else writes under the same digest at that moment; which one counts is said by the catalogue alone.
 *
 * @param generation 0 or more; 0 is what was written before there were generations
 */
record BlobKey(Digest digest, long generation) {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})(?:-([0-9a-f]{16}))?");

    BlobKey {
        if (generation < 0) {
            throw new IllegalArgumentException("Not a generation (0 or more): " + generation);
        }
    }

    /** A writing that nobody else has. */
    static BlobKey fresh(Digest digest) {
        return new BlobKey(digest, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }

    /** {@code ab/cd/abcd...-0123456789abcdef}, relative. */
    String path() {
        var hex = digest.hex();
        return "%s/%s/%s%s"
                .formatted(
                        hex.substring(0, 2),
                        hex.substring(2, 4),
                        hex,
                        generation == 0 ? "" : "-%016x".formatted(generation));
    }

    /** From the last part of such a path; empty where it is something else's name. */
    static Optional<BlobKey> named(String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var generation = parts.group(2) == null ? 0 : Long.parseUnsignedLong(parts.group(2), 16);
        return generation < 0 ? Optional.empty() : Optional.of(new BlobKey(Digest.parse(parts.group(1)), generation));
    }
}
