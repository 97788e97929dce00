package dev.millrace.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Frames of a varint length and a protobuf message, on plain streams. */
public final class FrameStream {
    private FrameStream() {}

    /**
     * Reads one message; empty at the end of the stream.
     *
     * @throws FrameTooLong before anything over the limit is read
     * @throws EOFException where the stream ends within a message
     */
    public static <T extends MessageLite> Optional<T> read(InputStream in, Parser<T> parser, int limit)
            throws IOException {
        long length = 0;
        for (int index = 0; ; index++) {
            if (index == Varint.MAX_BYTES) {
                throw new FrameTooLong(-1, limit);
            }
            int octet = in.read();
            if (octet < 0) {
                if (index == 0) {
                    return Optional.empty();
                }
                throw new EOFException("The stream ended within the length of a message");
            }
            length = Varint.add(length, index, octet);
            if (Varint.last(octet)) {
                break;
            }
        }
        if (length > limit) {
            throw new FrameTooLong(length, limit);
        }
        var bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("The stream ended within a message: %d of %d bytes".formatted(bytes.length, length));
        }
        return Optional.of(parser.parseFrom(bytes));
    }

    /** Writes one message. Does not flush. */
    public static void write(OutputStream out, MessageLite message, int limit) throws IOException {
        int size = message.getSerializedSize();
        if (size > limit) {
            throw new FrameTooLong(size, limit);
        }
        var coded = CodedOutputStream.newInstance(out, Math.clamp(size + Varint.MAX_BYTES, 64, 8192));
        coded.writeUInt32NoTag(size);
        message.writeTo(coded);
        coded.flush();
    }
}
