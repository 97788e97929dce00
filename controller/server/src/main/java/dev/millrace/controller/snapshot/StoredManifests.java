package dev.millrace.controller.snapshot;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.wire.proto.TreeManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;

/** Reads manifests that agents stored. What they say is checked: an agent may be hostile. */
final class StoredManifests {
    private static final int LONGEST = 64 << 20;

    private final BlobStore blobs;

    StoredManifests(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** One that is stored with all that it names. */
    TreeManifest whole(Digest digest) {
        if (blobs.size(digest).isEmpty()) { // asked for, so that it stays until its row is there
            throw refused(digest, "not stored");
        }
        var manifest = read(digest);
        if (manifest.getVersion() != 1 || manifest.getFiles() < 0 || manifest.getBytes() < 0) {
            throw refused(digest, "not a manifest that this controller knows");
        }
        try {
            var packs = manifest.getPacksList().stream()
                    .map(pack -> Digest.of(pack.getDigest().toByteArray()))
                    .collect(Collectors.toSet());
            var missing = blobs.missing(packs);
            if (!missing.isEmpty()) {
                throw refused(
                        digest,
                        "%d of its %d blobs are not stored, first %s"
                                .formatted(
                                        missing.size(),
                                        packs.size(),
                                        missing.iterator().next()));
            }
        } catch (IllegalArgumentException e) {
            throw refused(digest, String.valueOf(e.getMessage()));
        }
        return manifest;
    }

    private TreeManifest read(Digest digest) {
        try (var content = blobs.open(digest, 0)) {
            var bytes = content.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw refused(digest, "longer than %d bytes".formatted(LONGEST));
            }
            return TreeManifest.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw refused(digest, "not a manifest: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw refused(digest, "not stored");
        } catch (IOException e) {
            throw new UncheckedIOException("Snapshot " + digest + " cannot be read", e);
        }
    }

    private static UserError refused(Digest digest, String why) {
        return new UserError(
                UserError.Kind.INVALID, "Workspace snapshot %s: %s".formatted(digest, why), "Take it again");
    }
}
