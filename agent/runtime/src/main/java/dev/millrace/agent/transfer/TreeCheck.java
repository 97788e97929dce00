package dev.millrace.agent.transfer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.RelativePath;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;

/** Reads a tree and believes nothing of it. */
final class TreeCheck {
    private static final int DIGEST_BYTES = 32;

    private TreeCheck() {}

    static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    static Tree parse(ByteString serialized) throws FileFault {
        Tree tree;
        try {
            tree = Tree.parseFrom(serialized);
        } catch (InvalidProtocolBufferException e) {
            throw new FileFault("io", "The blob is not a tree", "");
        }
        String before = "";
        var closed = new HashSet<String>();
        for (var entry : tree.getEntriesList()) {
            var path = entry.getPath();
            if (path.isEmpty() || !RelativePath.parse(path).toString().equals(path) || compare(before, path) >= 0) {
                throw new FileFault("io", "The tree is not canonical at '%s'".formatted(path), path);
            }
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (closed.contains(path.substring(0, slash))) {
                    throw new FileFault("io", "The tree has something below a file: '%s'".formatted(path), path);
                }
            }
            check(entry);
            if (entry.getKind() != TreeEntry.Kind.DIRECTORY) {
                closed.add(path);
            }
            before = path;
        }
        return tree;
    }

    private static void check(TreeEntry entry) throws FileFault {
        var path = entry.getPath();
        boolean sound = switch (entry.getKind()) {
            case FILE -> entry.getDigest().size() == DIGEST_BYTES && entry.getSize() >= 0;
            case SYMLINK -> !RelativePath.linkTarget(path, entry.getTarget()).isEmpty();
            case DIRECTORY -> true;
            case UNRECOGNIZED -> false;
        };
        if (!sound || (entry.getMode() & ~0777) != 0) {
            throw new FileFault("io", "The tree has an impossible entry '%s'".formatted(path), path);
        }
    }
}
