package dev.millrace.controller.source;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Trees as blobs. */
final class StoredWorkingTrees implements WorkingTrees {
    private static final long LARGEST = 64L << 20;
    private static final int MOST_PROBLEMS = 100;

    private final BlobStore blobs;

    StoredWorkingTrees(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public void check(Digest digest) {
        var tree = read(digest);
        var problems = new ArrayList<>(TreeRules.problems(tree));
        if (problems.isEmpty()) {
            problems.addAll(notStored(tree));
        }
        if (!problems.isEmpty()) {
            throw new UserError(
                    Kind.INVALID,
                    "Working tree %s cannot be used".formatted(digest.hex()),
                    "Upload the files that are named, and the tree again if it is wrong.",
                    problems);
        }
    }

    private Tree read(Digest digest) {
        var size = blobs.size(digest)
                .orElseThrow(() -> new UserError(
                        Kind.INVALID, "Working tree %s is not stored".formatted(digest.hex()), "Upload it first."));
        if (size > LARGEST) {
            throw new UserError(
                    Kind.INVALID,
                    "Working tree %s has %d bytes of names, the limit is %d".formatted(digest.hex(), size, LARGEST),
                    "Leave generated files out.");
        }
        try (var in = blobs.open(digest, 0)) {
            return Tree.parseFrom(in);
        } catch (com.google.protobuf.InvalidProtocolBufferException | NoSuchFileException e) {
            throw new UserError(Kind.INVALID, "Blob %s is not a tree: %s".formatted(digest.hex(), e.getMessage()), "");
        } catch (IOException e) {
            throw new UncheckedIOException("Working tree %s could not be read".formatted(digest), e);
        }
    }

    private List<Problem> notStored(Tree tree) {
        var files = new LinkedHashMap<Digest, TreeEntry>();
        for (var entry : tree.getEntriesList()) {
            if (entry.getKind() == TreeEntry.Kind.FILE) {
                files.putIfAbsent(Digest.of(entry.getDigest().toByteArray()), entry);
            }
        }
        return blobs.missing(files.keySet()).stream()
                .limit(MOST_PROBLEMS)
                .map(files::get)
                .map(entry -> new Problem(
                        entry == null ? "" : entry.getPath(), 0, 0, "its content is not stored", "Upload it."))
                .toList();
    }
}
