package dev.millrace.controller.source;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/** Files of shared libraries as trees of blobs. Safe for use by many threads. */
public final class LibraryTrees {
    private static final int FILE_MODE = 0644;

    private final BlobStore blobs;

    /** In this store. */
    public LibraryTrees(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Keeps files; durable on return. Equal files give an equal digest. */
    public Digest keep(Map<String, byte[]> files) {
        var tree = Tree.newBuilder();
        files.entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> entry.getKey().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .forEach(entry -> tree.addEntries(TreeEntry.newBuilder()
                        .setPath(entry.getKey())
                        .setMode(FILE_MODE)
                        .setSize(entry.getValue().length)
                        .setDigest(ByteString.copyFrom(put(entry.getValue()).bytes()))));
        return put(tree.build().toByteArray());
    }

    private Digest put(byte[] bytes) {
        try {
            return blobs.put(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("A library could not be stored", e);
        }
    }

    /** The bytes of a blob, at most {@code limit}. */
    public byte[] read(Digest digest, long limit) throws IOException {
        try (var in = blobs.open(digest, 0)) {
            var bytes = in.readNBytes(Math.toIntExact(limit + 1));
            if (bytes.length > limit) {
                throw new IOException("%s has more than %d bytes".formatted(digest, limit));
            }
            return bytes;
        }
    }
}
