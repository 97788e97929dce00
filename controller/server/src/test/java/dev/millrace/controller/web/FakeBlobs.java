package dev.millrace.controller.web;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.blob.BlobTooLong;
import dev.millrace.controller.blob.CorruptBlob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Blobs in memory, on a disk that can be full. */
final class FakeBlobs implements BlobStore {
    final Map<Digest, byte[]> stored = new ConcurrentHashMap<>();
    volatile boolean full;

    @Override
    public Set<Digest> missing(Collection<Digest> digests) {
        return digests.stream().filter(digest -> !stored.containsKey(digest)).collect(Collectors.toSet());
    }

    @Override
    public Optional<Long> size(Digest digest) {
        return Optional.ofNullable(stored.get(digest)).map(bytes -> (long) bytes.length);
    }

    @Override
    public Digest put(byte[] content) {
        var digest = Digest.sha256(content);
        stored.put(digest, content);
        return digest;
    }

    @Override
    public Upload begin(Digest digest, long size) {
        var received = new ByteArrayOutputStream();
        return new Upload() {
            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
                if (full) {
                    throw new IOException("No space left on device");
                }
                if (received.size() + length > size) {
                    throw new BlobTooLong(size);
                }
                received.write(data, offset, length);
            }

            @Override
            public void commit() throws IOException {
                var found = Digest.sha256(received.toByteArray());
                if (!found.equals(digest)) {
                    throw new CorruptBlob(digest, found.toString());
                }
                stored.put(digest, received.toByteArray());
            }

            @Override
            public void close() {
                received.reset();
            }
        };
    }

    @Override
    public InputStream open(Digest digest, long offset) throws IOException {
        var bytes = stored.get(digest);
        if (bytes == null) {
            throw new NoSuchFileException(digest.hex());
        }
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }
}
