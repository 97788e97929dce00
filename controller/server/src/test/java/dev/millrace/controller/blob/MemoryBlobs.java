package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs in memory, verified as the real ones are. */
public final class MemoryBlobs implements BlobStore {
    private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public Set<Digest> missing(Collection<Digest> digests) {
        var missing = new HashSet<>(digests);
        missing.removeAll(blobs.keySet());
        return missing;
    }

    @Override
    public Optional<Long> size(Digest digest) {
        return Optional.ofNullable(blobs.get(digest)).map(content -> (long) content.length);
    }

    @Override
    public Digest put(byte[] content) {
        var digest = Digest.sha256(content);
        blobs.put(digest, content.clone());
        return digest;
    }

    @Override
    public InputStream open(Digest digest, long offset) throws IOException {
        var content = blobs.get(digest);
        if (content == null) {
            throw new NoSuchFileException(digest.toString());
        }
        return new ByteArrayInputStream(content, (int) offset, content.length);
    }

    @Override
    public Upload begin(Digest digest, long size) {
        var content = new ByteArrayOutputStream();
        return new Upload() {
            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
                if (content.size() + length > size) {
                    throw new BlobTooLong(size);
                }
                content.write(data, offset, length);
            }

            @Override
            public void commit() throws IOException {
                var found = Digest.sha256(content.toByteArray());
                if (!found.equals(digest)) {
                    throw new CorruptBlob(digest, found.toString());
                }
                blobs.put(digest, content.toByteArray());
            }

            @Override
            public void close() {}
        };
    }
}
