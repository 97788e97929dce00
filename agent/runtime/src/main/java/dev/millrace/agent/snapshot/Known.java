package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.TreeManifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as it was the last time.
 *
 * @param manifest of that state
 * @param nodes in order
 * @param identities of the nodes that are files known by theirs; null elsewhere
 */
record Known(TreeManifest manifest, List<Node> nodes, List<@Nullable Identity> identities) {
    static final Known NOTHING = new Known(TreeManifest.getDefaultInstance(), List.of(), List.of());

    /** A chunk's place, and the pack that it is in. */
    record Place(Pack pack, long offset, long length) {}

    /** Chunks of it, by digest. */
    Map<ByteString, Place> chunks() {
        var chunks = new java.util.HashMap<ByteString, Place>();
        for (var chunk : manifest.getChunksList()) {
            var pack = ChunkReader.parse(manifest.getPacks(chunk.getPack()));
            chunks.put(chunk.getDigest(), new Place(pack, chunk.getOffset(), chunk.getLength()));
        }
        return chunks;
    }

    /** Digests of all packs. */
    List<ByteString> packs() {
        return manifest.getPacksList().stream()
                .map(dev.millrace.wire.proto.PackRef::getDigest)
                .toList();
    }
}
