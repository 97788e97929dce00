package dev.millrace.controller.blob;

import java.io.IOException;

/** Copies bytes from one backend to another; they are published only when all of them were read and had their digest. */
final class BlobCopy {
    private static final int BUFFER = 256 << 10;

    private BlobCopy() {}

    /** @throws CorruptBlob where the source does not have its digest */
    static void copy(BlobBackend from, BlobKey source, BlobBackend to, BlobKey target, long size) throws IOException {
        try (var in = new VerifyingStream(from.read(source, size, 0), source.digest());
                var out = to.write(target, size)) {
            var buffer = new byte[(int) Math.max(1, Math.min(BUFFER, size))];
            var copied = 0L;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                copied += count;
                if (copied > size) {
                    throw new CorruptBlob(source.digest(), "more than %d bytes".formatted(size));
                }
                out.write(buffer, 0, count);
            }
            if (copied < size) {
                throw new CorruptBlob(source.digest(), "%d bytes instead of %d".formatted(copied, size));
            }
            out.publish();
        }
    }
}
