package dev.millrace.controller.artifact;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.controller.artifact.RunFiles.Artifact;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads trees that agents stored. What they say is checked: an agent may be hostile. */
final class StoredTrees {
    private static final int LONGEST = 64 << 20;
    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final BlobStore blobs;

    StoredTrees(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The regular files of a tree, all of whose contents are stored. */
    List<Artifact> files(Digest digest) {
        var files = new ArrayList<Artifact>();
        for (var entry : read(digest).getEntriesList()) {
            if (entry.getKind() == TreeEntry.Kind.FILE) {
                files.add(artifact(digest, entry));
            }
        }
        var missing = blobs.missing(files.stream().map(Artifact::digest).collect(Collectors.toSet()));
        if (!missing.isEmpty()) {
            throw refused(
                    digest,
                    "%d of its files are not stored, first %s"
                            .formatted(missing.size(), missing.iterator().next()));
        }
        return files;
    }

    private Tree read(Digest digest) {
        try (var content = blobs.open(digest, 0)) {
            var bytes = content.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw refused(digest, "longer than %d bytes".formatted(LONGEST));
            }
            return Tree.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw refused(digest, "not a tree: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw refused(digest, "not stored");
        } catch (IOException e) {
            throw new UncheckedIOException("Tree " + digest + " cannot be read", e);
        }
    }

    /** Stores a tree of files whose contents are stored; paths are unlike and stay below its top. */
    Digest write(Collection<Artifact> files) {
        var tree = Tree.newBuilder();
        files.stream()
                .sorted((one, other) -> Arrays.compareUnsigned(utf8(one.path()), utf8(other.path())))
                .forEach(file -> tree.addEntries(TreeEntry.newBuilder()
                        .setPath(checked(file.path()))
                        .setKind(TreeEntry.Kind.FILE)
                        .setMode(file.mode())
                        .setSize(file.size())
                        .setDigest(ByteString.copyFrom(file.digest().bytes()))));
        try {
            return blobs.put(tree.build().toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("A tree of artifacts cannot be stored", e);
        }
    }

    private static byte[] utf8(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    private static String checked(String path) {
        for (var name : path.split("/", -1)) {
            if (NO_NAMES.contains(name) || name.indexOf('\0') >= 0) {
                throw new UserError(
                        UserError.Kind.INVALID,
                        "Not a path below a directory: '%s'".formatted(path.replace('\0', '?')),
                        "Leave out '.', '..' and empty names");
            }
        }
        return path;
    }

    private static Artifact artifact(Digest tree, TreeEntry entry) {
        var path = entry.getPath();
        for (var name : path.split("/", -1)) {
            if (NO_NAMES.contains(name) || name.indexOf('\0') >= 0) {
                throw refused(tree, "not a path below a directory: '%s'".formatted(path.replace('\0', '?')));
            }
        }
        if (entry.getDigest().size() != 32 || entry.getSize() < 0 || (entry.getMode() & ~0777) != 0) {
            throw refused(tree, "entry '%s' is malformed".formatted(path));
        }
        return new Artifact(
                path,
                entry.getSize(),
                entry.getMode(),
                Digest.of(entry.getDigest().toByteArray()));
    }

    private static UserError refused(Digest tree, String why) {
        return new UserError(UserError.Kind.INVALID, "Tree %s: %s".formatted(tree, why), "Pack and store it again");
    }
}
