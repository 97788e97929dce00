package dev.millrace.controller.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes on their way into a directory: a temporary file, then fsync, rename, fsync of the directory. */
final class IncomingFile implements BlobBackend.Incoming {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingFile.class);

    private final DirectoryBackend directory;
    private final BlobKey key;
    private final long size;
    private final Path temporary;
    private final FileChannel channel;

    IncomingFile(DirectoryBackend directory, BlobKey key, long size, Path temporary, FileChannel channel) {
        this.directory = directory;
        this.key = key;
        this.size = size;
        this.temporary = temporary;
        this.channel = channel;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        var bytes = ByteBuffer.wrap(data, offset, length);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw directory.notStored(size, e);
        }
    }

    @Override
    public void publish() throws IOException {
        try {
            channel.force(true);
            channel.close();
            directory.adopt(temporary, key);
        } catch (IOException e) {
            throw directory.notStored(size, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", temporary).setCause(e).log("blob-upload-left-behind");
        }
    }
}
