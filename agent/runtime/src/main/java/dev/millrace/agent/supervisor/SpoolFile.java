package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Masked bytes on their way to a file. One writer. */
final class SpoolFile implements AutoCloseable {
    private final FileChannel channel;
    private final Masker masker;
    private final long limit;
    private long end;
    private boolean tooLong;

    /** A new file of at most this many bytes; what is beyond them is dropped, and {@link #tooLong} says so. */
    SpoolFile(Path file, Masker masker, long limit) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.masker = masker;
        this.limit = limit;
    }

    void write(byte[] data, int length) throws IOException {
        store(masker.feed(data, length));
    }

    void finish() throws IOException {
        store(masker.finish());
    }

    private void store(byte[] bytes) throws IOException {
        int room = (int) Math.min(bytes.length, limit - end);
        tooLong |= room < bytes.length;
        var buffer = ByteBuffer.wrap(bytes, 0, room);
        while (buffer.hasRemaining()) {
            end += channel.write(buffer);
        }
    }

    long end() {
        return end;
    }

    boolean tooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
