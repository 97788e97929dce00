package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.source.LibraryTrees;
import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a run may read: the trees of libraries that outcomes told it, and their files. For the run's mailbox alone. */
final class ToldBlobs {
    /** What a message of the evaluator's conversation can carry. */
    private static final long LARGEST = 8L << 20;

    private final LibraryTrees trees;
    private final Set<Digest> opened = new HashSet<>();
    private final Set<Digest> allowed = new HashSet<>();

    ToldBlobs(LibraryTrees trees) {
        this.trees = trees;
    }

    /** The content of a blob; empty where the run was not told of it. */
    Optional<Content> content(Set<Digest> told, ByteString wanted) {
        if (wanted.size() != Digest.sha256(new byte[0]).bytes().length) {
            return Optional.empty();
        }
        var digest = Digest.of(wanted.toByteArray());
        if (!told.contains(digest) && !allowed.contains(digest)) {
            told.forEach(this::open);
            if (!allowed.contains(digest)) {
                return Optional.empty();
            }
        }
        var content = Content.newBuilder().setDigest(wanted);
        try {
            return Optional.of(content.setData(ByteString.copyFrom(trees.read(digest, LARGEST)))
                    .build());
        } catch (IOException e) {
            return Optional.of(content.setError("no-such-blob").build());
        }
    }

    private void open(Digest tree) {
        if (!opened.add(tree)) {
            return;
        }
        try {
            for (var entry : Tree.parseFrom(trees.read(tree, LARGEST)).getEntriesList()) {
                if (entry.getKind() == TreeEntry.Kind.FILE && entry.getDigest().size() == 32) {
                    allowed.add(Digest.of(entry.getDigest().toByteArray()));
                }
            }
        } catch (IOException e) {
            opened.remove(tree);
        }
    }
}
