package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Masked bytes on their way to disk. One writer. */
final class MaskedOutput implements AutoCloseable {
    private final Sink sink;
    private final Masker masker;
    private final long limit;
    private long end;
    private boolean tooLong;

    /** At most this many bytes; what is beyond them is dropped, and {@link #tooLong} says so. */
    MaskedOutput(Sink sink, Masker masker, long limit) {
        this.sink = sink;
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
        sink.write(ByteBuffer.wrap(bytes, 0, room));
        end += room;
    }

    long end() {
        return end;
    }

    boolean tooLong() {
        return tooLong;
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
