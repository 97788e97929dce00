package dev.millrace.controller.blob;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Bytes from a bucket. A connection that is cut is opened again where it was, as long as each gives something. */
final class S3Stream extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(S3Stream.class);
    private static final int BARREN = 3;

    private final S3Backend backend;
    private final BlobKey key;
    private final long size;
    private long position;
    private @Nullable ResponseInputStream<GetObjectResponse> in;
    private int barren;

    /** Open on return. */
    S3Stream(S3Backend backend, BlobKey key, long size, long offset) throws IOException {
        this.backend = backend;
        this.key = key;
        this.size = size;
        this.position = offset;
        this.in = open();
    }

    private ResponseInputStream<GetObjectResponse> open() throws IOException {
        try {
            return backend.client()
                    .getObject(request -> request.bucket(backend.bucket())
                            .key(backend.name(key))
                            .range(position == 0 ? null : "bytes=%d-".formatted(position)));
        } catch (SdkException e) {
            throw backend.failed("cannot be read", key, e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (position >= size) {
            return -1;
        }
        while (true) {
            try {
                if (in == null) {
                    in = open();
                }
                // a store that sends more than there is sends something else
                int count = in.read(buffer, offset, (int) Math.min(length, size - position));
                if (count >= 0) {
                    position += count;
                    barren = count > 0 ? 0 : barren;
                    return count;
                }
                again(new IOException("it ended after %d of %d bytes".formatted(position, size)));
            } catch (IOException | SdkException e) {
                if (in == null) {
                    throw e; // it was not even opened, and the client had tried again already
                }
                again(e);
            }
        }
    }

    private void again(Exception why) throws IOException {
        drop();
        if (++barren >= BARREN) {
            throw new IOException(
                    "Blob %s cannot be read: %s: %s".formatted(key.digest(), backend.where(), why.getMessage()), why);
        }
        LOG.atWarn()
                .addKeyValue("blob", key.digest())
                .addKeyValue("position", position)
                .setCause(why)
                .log("blob-reading-cut");
    }

    private void drop() {
        if (in != null) {
            in.abort();
            in = null;
        }
    }

    /** Does not read the rest first. */
    @Override
    public void close() {
        drop();
    }
}
