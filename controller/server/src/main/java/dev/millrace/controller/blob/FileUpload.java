package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A large blob on its way into the directory: a temporary file, then fsync, rename, fsync of the directory, and its row. */
final class FileUpload implements BlobStore.Upload {
    private static final Logger log = LoggerFactory.getLogger(FileUpload.class);

    private final BlobFiles files;
    private final BlobTable table;
    private final Digest digest;
    private final long size;
    private final Path temporary;
    private final FileChannel channel;
    private final MessageDigest sha256 = Digest.newSha256();
    private long length;

    private FileUpload(
            BlobFiles files, BlobTable table, Digest digest, long size, Path temporary, FileChannel channel) {
        this.files = files;
        this.table = table;
        this.digest = digest;
        this.size = size;
        this.temporary = temporary;
        this.channel = channel;
    }

    static FileUpload begin(BlobFiles files, BlobTable table, Digest digest, long size) throws IOException {
        var free = files.free();
        if (free < size) {
            throw new BlobNotStored(size, files.root(), free, new IOException("No space left on device"));
        }
        try {
            var temporary = files.temporary();
            var channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
            return new FileUpload(files, table, digest, size, temporary, channel);
        } catch (IOException e) {
            throw new BlobNotStored(size, files.root(), free, e);
        }
    }

    @Override
    public void write(byte[] data, int offset, int count) throws IOException {
        if (count > size - length) {
            throw new BlobTooLong(size);
        }
        sha256.update(data, offset, count);
        length += count;
        var bytes = ByteBuffer.wrap(data, offset, count);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    @Override
    public void commit() throws IOException {
        if (length < size) {
            throw new CorruptBlob(digest, "%d bytes instead of %d".formatted(length, size));
        }
        var found = Digest.of(sha256.digest());
        if (!found.equals(digest)) {
            throw new CorruptBlob(digest, found.toString());
        }
        try {
            channel.force(true);
            channel.close();
            files.adopt(temporary, digest);
        } catch (IOException e) {
            throw notStored(e);
        }
        table.add(digest, size, null);
    }

    private BlobNotStored notStored(IOException e) {
        return new BlobNotStored(size, files.root(), files.free(), e);
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", temporary).setCause(e).log("blob-upload-left-behind");
        }
    }
}
