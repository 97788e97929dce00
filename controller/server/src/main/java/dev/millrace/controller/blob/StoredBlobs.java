package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Small blobs in the table, large ones as files that the table knows of. */
final class StoredBlobs implements BlobStore {
    /** Bytes up to which a blob goes to the database. */
    static final int INLINE = 4_096;

    private final BlobFiles files;
    private final BlobTable table;

    StoredBlobs(BlobFiles files, BlobTable table) {
        this.files = files;
        this.table = table;
    }

    @Override
    public Set<Digest> missing(Collection<Digest> digests) {
        var missing = new HashSet<>(digests);
        if (!missing.isEmpty()) {
            table.find(missing).forEach((digest, entry) -> {
                if (isThere(digest, entry)) {
                    missing.remove(digest);
                }
            });
        }
        return missing;
    }

    @Override
    public Optional<Long> size(Digest digest) {
        return Optional.ofNullable(table.find(List.of(digest)).get(digest))
                .filter(entry -> isThere(digest, entry))
                .map(BlobTable.Entry::size);
    }

    /** A file that somebody took away counts as missing, so that it is uploaded again. */
    private boolean isThere(Digest digest, BlobTable.Entry entry) {
        return entry.inline() || files.has(digest, entry.size());
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
                : FileUpload.begin(files, table, digest, size);
    }

    @Override
    public InputStream open(Digest digest, long offset) throws IOException {
        var row = table.read(digest).orElseThrow(() -> new NoSuchFileException(digest.toString(), null, "not stored"));
        if (offset < 0 || offset > row.size()) {
            throw new IllegalArgumentException("Not an offset in %d bytes: %d".formatted(row.size(), offset));
        }
        var content = row.content();
        if (content != null) {
            if (!Digest.sha256(content).equals(digest)) {
                throw new CorruptBlob(digest, Digest.sha256(content).toString());
            }
            return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
        }
        var channel = FileChannel.open(files.path(digest), StandardOpenOption.READ);
        channel.position(offset);
        var stream = Channels.newInputStream(channel);
        return offset == 0 ? new VerifyingStream(stream, digest) : stream;
    }
}
