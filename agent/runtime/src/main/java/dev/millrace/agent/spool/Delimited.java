package dev.millrace.agent.spool;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Messages one after the other, each after its length. */
final class Delimited {
    private final ByteArrayInputStream in;

    Delimited(byte[] bytes) {
        this.in = new ByteArrayInputStream(bytes);
    }

    static byte[] write(MessageLite... messages) {
        var out = new ByteArrayOutputStream();
        try {
            for (var message : messages) {
                message.writeDelimitedTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    <M> M next(Parser<M> parser) throws InvalidProtocolBufferException {
        return parser.parseDelimitedFrom(in);
    }
}
