package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Digests what is read and fails at the end where it is not what it should be. */
final class VerifyingStream extends FilterInputStream {
    private final Digest wanted;
    private final MessageDigest digest = Digest.newSha256();
    private boolean checked;

    VerifyingStream(InputStream in, Digest wanted) {
        super(in);
        this.wanted = wanted;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = in.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
        } else if (count < 0 && !checked) {
            checked = true;
            var found = Digest.of(digest.digest());
            if (!found.equals(wanted)) {
                throw new CorruptBlob(wanted, found.toString());
            }
        }
        return count;
    }

    /** Reads on, since every byte counts. */
    @Override
    public long skip(long count) throws IOException {
        var skipped = 0L;
        var buffer = new byte[8_192];
        while (skipped < count) {
            var read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
