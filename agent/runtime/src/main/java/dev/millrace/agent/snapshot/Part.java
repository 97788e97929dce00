package dev.millrace.agent.snapshot;

/**
 * Where some of a content is.
 *
 * @param pack that holds it
 * @param offset in the pack
 * @param length bytes
 */
record Part(Pack pack, long offset, long length) {
    Part {
        if (offset < 0 || length <= 0 || length > Pack.FULL || offset > pack.size() - length) {
            throw new IllegalArgumentException("Not in a pack of %d bytes: %d bytes from %d"
                    .formatted(pack.size(), length, offset));
        }
    }
}
