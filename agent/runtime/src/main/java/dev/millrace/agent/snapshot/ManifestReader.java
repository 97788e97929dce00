package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.ChunkRef;
import dev.millrace.wire.proto.TreeManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Reads a state that is stored, and verifies it. */
final class ManifestReader {
    private final Packs packs;
    private final int limit;

    /** A state: its manifest, its chunks as they are written, its nodes. */
    record State(TreeManifest manifest, List<ByteString> chunks, List<Node> nodes) {}

    ManifestReader(Packs packs, int limit) {
        this.packs = packs;
        this.limit = limit;
    }

    State read(ByteString digest) throws IOException, FileFault, InterruptedException {
        try {
            var manifest = TreeManifest.parseFrom(packs.whole(digest));
            if (manifest.getVersion() != 1) {
                throw new FileFault(
                        "io",
                        "The snapshot has version %d, this agent knows 1: upgrade the agent".formatted(manifest.getVersion()),
                        "");
            }
            if (manifest.getEntries() > limit) {
                throw new FileFault(
                        "too-many",
                        "The snapshot has %d files and directories, this agent takes %d".formatted(manifest.getEntries(), limit),
                        "");
            }
            return read(manifest);
        } catch (InvalidProtocolBufferException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new FileFault("io", "The snapshot is damaged: " + e.getMessage(), "");
        }
    }

    private State read(TreeManifest manifest) throws IOException, FileFault, InterruptedException {
        var wanted = new HashMap<Pack, Long>();
        for (var chunk : manifest.getChunksList()) {
            wanted.merge(part(manifest, chunk).pack(), chunk.getLength(), Long::sum);
        }
        packs.prefetch(wanted);
        var chunks = new ArrayList<ByteString>();
        var nodes = new ArrayList<Node>();
        var reader = new ChunkReader();
        for (var chunk : manifest.getChunksList()) {
            var content = content(part(manifest, chunk), chunk.getDigest());
            reader.read(content, nodes);
            if (nodes.size() > limit) {
                throw new FileFault("io", "The snapshot has more entries than it says", "");
            }
            chunks.add(content);
        }
        return new State(manifest, chunks, nodes);
    }

    private static Part part(TreeManifest manifest, ChunkRef chunk) {
        var pack = ChunkReader.parse(manifest.getPacks(chunk.getPack()));
        return new Part(pack, chunk.getOffset(), chunk.getLength());
    }

    private ByteString content(Part part, ByteString digest) throws IOException, FileFault, InterruptedException {
        var bytes = new byte[(int) part.length()];
        packs.read(part, bytes);
        if (!Filling.digest(bytes, bytes.length).equals(digest)) {
            packs.drop(part.pack());
            packs.range(part, bytes);
            if (!Filling.digest(bytes, bytes.length).equals(digest)) {
                throw new FileFault("io", "The snapshot is damaged: a part of its list has another digest", "");
            }
        }
        return ByteString.copyFrom(bytes);
    }
}
