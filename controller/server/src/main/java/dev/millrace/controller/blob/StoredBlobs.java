package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small blobs in the table, large ones in the places that the table names. */
final class StoredBlobs implements BlobStore {
    /** Bytes up to which a blob goes to the database. */
    static final int INLINE = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(StoredBlobs.class);

    private final Places places;
    private final BlobTable table;

    StoredBlobs(Places places, BlobTable table) {
        this.places = places;
        this.table = table;
    }

    @Override
    public Set<Digest> missing(Collection<Digest> digests) {
        var missing = new HashSet<>(digests);
        if (!missing.isEmpty()) {
            var there =
                    table.find(missing).values().stream().filter(this::isThere).toList();
            there.forEach(entry -> missing.remove(entry.digest()));
            missing.addAll(table.touch(there));
        }
        return missing;
    }

    @Override
    public Optional<Long> size(Digest digest) {
        return table.find(digest)
                .filter(this::isThere)
                .filter(entry -> table.touch(Set.of(entry)).isEmpty())
                .map(BlobTable.Entry::size);
    }

    /** Bytes that somebody took away count as missing, so that they are uploaded again. */
    private boolean isThere(BlobTable.Entry entry) {
        var location = entry.location();
        if (entry.damaged() || location == null) {
            return !entry.damaged();
        }
        try {
            return places.at(location.place()).seemsThere(location.key(), entry.size());
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("blob", entry.digest()).setCause(e).log("blob-out-of-reach");
            return false;
        }
    }

    @Override
    public Digest put(byte[] content) throws IOException {
        var digest = Digest.sha256(content);
        try (var upload = begin(digest, content.length)) {
            upload.write(content, 0, content.length);
            upload.commit();
        }
        return digest;
    }

    @Override
    public Upload begin(Digest digest, long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("Not a size (0 or more): " + size);
        }
        return size <= INLINE
                ? new InlineUpload(table, digest, (int) size)
                : PlacedUpload.begin(places, table, digest, size);
    }

    @Override
    public InputStream open(Digest digest, long offset) throws IOException {
        BlobTable.@Nullable Location tried = null;
        while (true) {
            var content = table.read(digest)
                    .orElseThrow(() -> new NoSuchFileException(digest.toString(), null, "not stored"));
            var entry = content.entry();
            if (offset < 0 || offset > entry.size()) {
                throw new IllegalArgumentException("Not an offset in %d bytes: %d".formatted(entry.size(), offset));
            }
            table.touchLater(entry);
            var inline = content.inline();
            if (inline != null) {
                return open(digest, inline, (int) offset);
            }
            var location = entry.location();
            if (location == null) {
                throw new IllegalStateException("Blob %s lies nowhere".formatted(digest));
            }
            try {
                return open(entry, location, offset);
            } catch (NoSuchFileException e) {
                if (location.equals(tried)) {
                    table.damaged(digest, location, "gone");
                    throw new NoSuchFileException(digest.toString(), null, "its bytes are gone");
                }
                tried = location; // perhaps it was moved since the row was read
            }
        }
    }

    private InputStream open(Digest digest, byte[] inline, int offset) throws IOException {
        var found = Digest.sha256(inline);
        if (!found.equals(digest)) {
            table.damaged(digest, null, found.toString());
            throw new CorruptBlob(digest, found.toString());
        }
        return new ByteArrayInputStream(inline, offset, inline.length - offset);
    }

    private InputStream open(BlobTable.Entry entry, BlobTable.Location location, long offset) throws IOException {
        var stream = places.at(location.place()).read(location.key(), entry.size(), offset);
        return offset == 0 ? new Watched(new VerifyingStream(stream, entry.digest()), location) : stream;
    }

    @Override
    public Optional<URI> presigned(Digest digest, Duration valid) {
        return table.find(digest).filter(entry -> !entry.damaged()).flatMap(entry -> {
            var location = entry.location();
            var backend = location == null ? null : places.backends().get(location.place());
            if (location == null || backend == null) {
                return Optional.empty();
            }
            table.touchLater(entry);
            return backend.presigned(location.key(), valid);
        });
    }

    /** Tells the catalogue what the reading of a whole blob found. */
    private final class Watched extends FilterInputStream {
        private final BlobTable.Location location;

        Watched(VerifyingStream in, BlobTable.Location location) {
            super(in);
            this.location = location;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (CorruptBlob e) {
                table.damaged(location.key().digest(), location, String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }
}
