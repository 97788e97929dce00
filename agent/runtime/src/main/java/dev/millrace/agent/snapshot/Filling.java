package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.Digests;
import dev.millrace.agent.workspace.FileFault;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Puts small contents one behind the other into a pack, and hands it over when it is full. For one thread. */
final class Filling {
    private final Uploads uploads;
    private final BiConsumer<ByteString, Part> placed;
    private final Map<ByteString, Extent> inside = new HashMap<>();
    private byte[] buffer = new byte[0];
    private int length;

    private record Extent(int offset, int length) {}

    /** @param placed takes where each content is, once its pack has a name */
    Filling(Uploads uploads, BiConsumer<ByteString, Part> placed) {
        this.uploads = uploads;
        this.placed = placed;
    }

    /** A pack that holds just this. */
    static Part alone(Uploads uploads, byte[] content, int length)
            throws IOException, FileFault, InterruptedException {
        var bytes = ByteString.copyFrom(content, 0, length);
        var pack = new Pack(digest(content, length), length);
        uploads.add(pack, bytes);
        return new Part(pack, 0, length);
    }

    static ByteString digest(byte[] content, int length) {
        var sum = Digests.sha256();
        sum.update(content, 0, length);
        return ByteString.copyFrom(sum.digest());
    }

    void add(ByteString digest, byte[] content, int size) throws IOException, FileFault, InterruptedException {
        if (inside.containsKey(digest)) {
            return;
        }
        if (length + size > Pack.FULL) {
            seal();
        }
        if (length + size > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(Pack.FULL, Math.max(2 * buffer.length, length + size)));
        }
        System.arraycopy(content, 0, buffer, length, size);
        inside.put(digest, new Extent(length, size));
        length += size;
    }

    void seal() throws IOException, FileFault, InterruptedException {
        if (length == 0) {
            return;
        }
        var pack = alone(uploads, buffer, length).pack();
        inside.forEach(
                (digest, extent) -> placed.accept(digest, new Part(pack, extent.offset(), extent.length())));
        inside.clear();
        length = 0;
    }
}
