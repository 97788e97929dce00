package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.PackRef;
import dev.millrace.wire.proto.Piece;
import dev.millrace.wire.proto.TreeChunk;
import dev.millrace.wire.proto.TreeNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Cuts nodes into chunks, and writes them. Where a chunk ends depends on the paths of its nodes alone. */
final class Chunks {
    private static final int MOST = 2_048;
    private static final int USUAL_BITS = 7;

    private Chunks() {}

    /** In order; none is empty. */
    static List<List<Node>> cut(List<Node> nodes) {
        var chunks = new ArrayList<List<Node>>();
        int from = 0;
        for (int at = 0; at < nodes.size(); at++) {
            boolean ends = nodes.get(at).path().hashCode() * 0x9E3779B9 >>> (Integer.SIZE - USUAL_BITS) == 0;
            if (ends || at - from + 1 == MOST || at == nodes.size() - 1) {
                chunks.add(nodes.subList(from, at + 1));
                from = at + 1;
            }
        }
        return chunks;
    }

    /** The same nodes always give the same bytes. */
    static ByteString write(List<Node> nodes) {
        var packs = new LinkedHashMap<Pack, Integer>();
        var chunk = TreeChunk.newBuilder();
        for (var node : nodes) {
            var content = node.content();
            var written = TreeNode.newBuilder()
                    .setKind(node.kind())
                    .setPath(node.path())
                    .setMode(node.mode())
                    .setSize(content.size())
                    .setModifiedSeconds(node.modified().seconds())
                    .setModifiedNanos(node.modified().nanos())
                    .setDigest(content.digest())
                    .setTarget(node.target());
            for (var part : content.parts()) {
                int pack = packs.computeIfAbsent(part.pack(), _ -> packs.size());
                written.addPieces(Piece.newBuilder()
                        .setPack(pack)
                        .setOffset(part.offset())
                        .setLength(part.length()));
            }
            chunk.addNodes(written);
        }
        packs.keySet()
                .forEach(pack -> chunk.addPacks(
                        PackRef.newBuilder().setDigest(pack.digest()).setSize(pack.size())));
        return chunk.build().toByteString();
    }
}
