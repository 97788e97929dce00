package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.agent.posix.Time;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.RelativePath;
import dev.millrace.wire.proto.PackRef;
import dev.millrace.wire.proto.TreeChunk;
import dev.millrace.wire.proto.TreeEntry;
import dev.millrace.wire.proto.TreeNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads chunks in order, and refuses what is no tree: paths that leave, come twice or lie below no directory, contents of impossible places. */
final class ChunkReader {
    private static final int DIGEST_BYTES = 32;

    private final Map<Pack, Pack> packs = new HashMap<>();
    private final ArrayDeque<String> within = new ArrayDeque<>();
    private @Nullable Node before;

    /** Adds the chunk's nodes. */
    void read(ByteString serialized, List<Node> into) throws FileFault {
        try {
            var chunk = TreeChunk.parseFrom(serialized);
            var own = new ArrayList<Pack>();
            for (var pack : chunk.getPacksList()) {
                own.add(pack(pack));
            }
            for (var node : chunk.getNodesList()) {
                into.add(inOrder(node(node, own)));
            }
        } catch (InvalidProtocolBufferException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new FileFault("io", "The tree is damaged: " + e.getMessage(), "");
        }
    }

    /** A pack as the wire names it. */
    static Pack parse(PackRef pack) {
        if (pack.getDigest().size() != DIGEST_BYTES || pack.getSize() <= 0) {
            throw new IllegalArgumentException("not a pack of %d bytes".formatted(pack.getSize()));
        }
        return new Pack(pack.getDigest(), pack.getSize());
    }

    private Pack pack(PackRef named) {
        var pack = parse(named);
        return packs.computeIfAbsent(pack, _ -> pack);
    }

    private static Node node(TreeNode node, List<Pack> packs) {
        var parts = new ArrayList<Part>();
        for (var piece : node.getPiecesList()) {
            parts.add(new Part(packs.get(piece.getPack()), piece.getOffset(), piece.getLength()));
        }
        boolean file = node.getKind() == TreeEntry.Kind.FILE;
        boolean link = node.getKind() == TreeEntry.Kind.SYMLINK;
        if (node.getKind() == TreeEntry.Kind.UNRECOGNIZED
                || node.getDigest().size() != (file ? DIGEST_BYTES : 0)
                || node.getTarget().isEmpty() == link
                || node.getTarget().indexOf('\0') >= 0
                || (node.getMode() & ~0777) != 0) {
            throw new IllegalArgumentException("not an entry: '%s'".formatted(node.getPath()));
        }
        var content = file ? new Content(node.getDigest(), node.getSize(), parts) : Content.NONE;
        var modified = new Time(node.getModifiedSeconds(), node.getModifiedNanos());
        return new Node(node.getKind(), node.getPath(), node.getMode(), modified, content, node.getTarget());
    }

    private Node inOrder(Node node) throws FileFault {
        var path = node.path();
        if (path.isEmpty() || !RelativePath.parse(path).toString().equals(path)) {
            throw new FileFault("io", "The tree has an impossible path '%s'".formatted(path), path);
        }
        if (before != null && before.compare(path, node.isDirectory()) >= 0) {
            throw new FileFault("io", "The tree is not in order at '%s'".formatted(path), path);
        }
        var parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        while (!within.isEmpty() && !within.peek().equals(parent)) {
            within.pop();
        }
        if (within.isEmpty() && !parent.isEmpty()) {
            throw new FileFault("io", "The tree has no directory for '%s'".formatted(path), path);
        }
        // a file "a" and a directory "a" may stand far apart, with "a-b" between them; writing refuses the second
        if (node.isDirectory()) {
            within.push(path);
        }
        before = node;
        return node;
    }
}
