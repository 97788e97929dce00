package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.util.Arrays;

/** A small blob on its way into the table. */
final class InlineUpload implements BlobStore.Upload {
    private final BlobTable table;
    private final Digest digest;
    private final byte[] content;
    private int length;

    InlineUpload(BlobTable table, Digest digest, int size) {
        this.table = table;
        this.digest = digest;
        this.content = new byte[size];
    }

    @Override
    public void write(byte[] data, int offset, int count) throws IOException {
        if (count > content.length - length) {
            throw new BlobTooLong(content.length);
        }
        System.arraycopy(data, offset, content, length, count);
        length += count;
    }

    @Override
    public void commit() throws IOException {
        if (length < content.length) {
            throw new CorruptBlob(digest, "%d bytes instead of %d".formatted(length, content.length));
        }
        var found = Digest.sha256(content);
        if (!found.equals(digest)) {
            throw new CorruptBlob(digest, found.toString());
        }
        var _ = table.add(digest, content.length, Arrays.copyOf(content, content.length), null);
    }

    @Override
    public void close() {
        length = 0;
    }
}
