package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A large blob on its way into a backend: its bytes, then its row. A kill between the two leaves bytes that no row names, which a collection takes away;
 * where another upload of the same content was faster, its bytes count and these are deleted.
 */
final class PlacedUpload implements BlobStore.Upload {
    private static final Logger LOG = LoggerFactory.getLogger(PlacedUpload.class);

    private final BlobBackend backend;
    private final BlobTable table;
    private final BlobTable.Location location;
    private final long size;
    private final BlobBackend.Incoming incoming;
    private final MessageDigest sha256 = Digest.newSha256();
    private long length;

    private PlacedUpload(
            BlobBackend backend,
            BlobTable table,
            BlobTable.Location location,
            long size,
            BlobBackend.Incoming incoming) {
        this.backend = backend;
        this.table = table;
        this.location = location;
        this.size = size;
        this.incoming = incoming;
    }

    static PlacedUpload begin(Places places, BlobTable table, Digest digest, long size) throws IOException {
        var backend = places.forNew();
        var location = new BlobTable.Location(places.current(), BlobKey.fresh(digest));
        return new PlacedUpload(backend, table, location, size, backend.write(location.key(), size));
    }

    @Override
    public void write(byte[] data, int offset, int count) throws IOException {
        if (count > size - length) {
            throw new BlobTooLong(size);
        }
        sha256.update(data, offset, count);
        length += count;
        incoming.write(data, offset, count);
    }

    @Override
    public void commit() throws IOException {
        var digest = location.key().digest();
        if (length < size) {
            throw new CorruptBlob(digest, "%d bytes instead of %d".formatted(length, size));
        }
        var found = Digest.of(sha256.digest());
        if (!found.equals(digest)) {
            throw new CorruptBlob(digest, found.toString());
        }
        incoming.publish();
        replaceWhatIsGone(digest);
        if (!location.equals(table.add(digest, size, null, location).location())) {
            discard();
        }
    }

    /** Bytes that somebody took away do not count before these. */
    private void replaceWhatIsGone(Digest digest) {
        var known = table.find(digest);
        if (known.isPresent() && !known.get().damaged()) {
            var old = known.get().location();
            if (old != null && old.place() == location.place() && !backend.seemsThere(old.key(), size)) {
                table.damaged(digest, old, "gone when it was stored again");
            }
        }
    }

    private void discard() {
        try {
            backend.delete(location.key());
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("blob", location.key().digest())
                    .setCause(e)
                    .log("blob-upload-left-behind");
        }
    }

    @Override
    public void close() {
        incoming.close();
    }
}
