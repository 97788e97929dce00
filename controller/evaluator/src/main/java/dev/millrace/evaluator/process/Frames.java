package dev.millrace.evaluator.process;

import com.google.protobuf.CodedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads frames: a varint length, then that many bytes. */
final class Frames {
    static final int LARGEST_BYTES = 16 << 20;

    private Frames() {}

    /** The next frame; empty at the end of the stream. */
    static Optional<byte[]> read(InputStream in) throws IOException {
        var first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        var length = CodedInputStream.readRawVarint32(first, in);
        if (length < 0 || length > LARGEST_BYTES) {
            throw new IOException("A frame of " + Integer.toUnsignedString(length)
                    + " bytes was announced, the limit is " + LARGEST_BYTES);
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The stream ended inside a frame of " + length + " bytes");
        }
        return Optional.of(bytes);
    }
}
