package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * What is in a file.
 *
 * @param digest SHA-256
 * @param size bytes
 * @param parts where it is, in order
 */
record Content(ByteString digest, long size, List<Part> parts) {
    static final Content NONE = new Content(ByteString.EMPTY, 0, List.of());

    Content {
        parts = List.copyOf(parts);
        if (parts.stream().mapToLong(Part::length).sum() != size) {
            throw new IllegalArgumentException("Parts of another size than %d bytes".formatted(size));
        }
    }
}
