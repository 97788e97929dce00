package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.Digests;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.ChunkRef;
import dev.millrace.wire.proto.PackRef;
import dev.millrace.wire.proto.TreeManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a manifest of nodes. Chunks that are stored already are named where they are; the others go into packs. */
final class ManifestWriter {
    private final Map<ByteString, Known.Place> places = new HashMap<>();

    /** The manifest, and the chunks in their order. */
    record Written(TreeManifest manifest, List<ByteString> chunks) {}

    /** Chunks that are stored. */
    ManifestWriter(Map<ByteString, Known.Place> stored) {
        places.putAll(stored);
    }

    Written write(List<Node> nodes, Uploads uploads) throws IOException, FileFault, InterruptedException {
        var filling = new Filling(
                uploads,
                (digest, part) -> places.put(digest, new Known.Place(part.pack(), part.offset(), part.length())));
        var chunks = new ArrayList<ByteString>();
        var digests = new ArrayList<ByteString>();
        for (var chunk : Chunks.cut(nodes)) {
            var written = Chunks.write(chunk);
            var digest = digest(written);
            if (!places.containsKey(digest)) {
                filling.add(digest, written.toByteArray(), written.size());
            }
            chunks.add(written);
            digests.add(digest);
        }
        filling.seal();
        return new Written(manifest(nodes, digests), chunks);
    }

    private TreeManifest manifest(List<Node> nodes, List<ByteString> digests) {
        var manifest = TreeManifest.newBuilder().setVersion(1).setEntries(nodes.size());
        var packs = new LinkedHashMap<Pack, Integer>();
        long files = 0;
        long bytes = 0;
        for (var node : nodes) {
            files += node.isFile() ? 1 : 0;
            bytes += node.content().size();
            node.content().parts().forEach(part -> packs.putIfAbsent(part.pack(), packs.size()));
        }
        for (var digest : digests) {
            var place = places.get(digest);
            if (place == null) {
                throw new IllegalStateException("A chunk is in no pack");
            }
            packs.putIfAbsent(place.pack(), packs.size());
            manifest.addChunks(ChunkRef.newBuilder()
                    .setDigest(digest)
                    .setPack(packs.getOrDefault(place.pack(), 0))
                    .setOffset(place.offset())
                    .setLength(place.length()));
        }
        packs.keySet()
                .forEach(pack -> manifest.addPacks(
                        PackRef.newBuilder().setDigest(pack.digest()).setSize(pack.size())));
        return manifest.setFiles(files).setBytes(bytes).build();
    }

    static ByteString digest(ByteString content) {
        var sum = Digests.sha256();
        sum.update(content.asReadOnlyByteBuffer());
        return ByteString.copyFrom(sum.digest());
    }
}
