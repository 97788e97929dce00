package dev.millrace.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;
import java.io.IOException;
import java.util.List;

/**
 * Frames of a varint length and a protobuf message, on a Netty channel. A length over the limit fails the channel with {@link FrameTooLong} before
 * any of the message is read or room for it is made; what follows on the channel is ignored.
 *
 * <p>One instance per channel.
 *
 * @param <I> what the peer sends
 */
public final class FrameCodec<I extends MessageLite> extends ByteToMessageCodec<MessageLite> {
    private final Parser<I> parser;
    private final int limit;
    /** Field of a message in which its number goes; 0: messages are not numbered. */
    private final int field;

    private long sent;
    private int expected = -1;
    private boolean broken;

    /** For messages of this kind, of at most {@code limit} bytes each, in both directions. */
    public FrameCodec(Parser<I> parser, int limit) {
        this(parser, limit, 0);
    }

    /** The same, where what is sent is numbered from 1 on in this {@code uint64} field, which messages leave to this. */
    FrameCodec(Parser<I> parser, int limit, int field) {
        this.parser = parser;
        this.limit = limit;
        this.field = field;
    }

    @Override
    protected void encode(ChannelHandlerContext context, MessageLite message, ByteBuf out) throws IOException {
        long number = sent + 1;
        int numbered = field == 0 ? 0 : CodedOutputStream.computeUInt64Size(field, number);
        int size = message.getSerializedSize() + numbered;
        if (size > limit) {
            throw new FrameTooLong(size, limit);
        }
        out.ensureWritable(Varint.MAX_BYTES + size);
        var coded = CodedOutputStream.newInstance(new ByteBufOutputStream(out), Math.clamp(size, 64, 8192));
        coded.writeUInt32NoTag(size);
        message.writeTo(coded);
        if (field != 0) {
            coded.writeUInt64(field, number);
        }
        coded.flush();
        sent = number;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws IOException {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (expected < 0 && !readLength(in)) {
            return;
        }
        if (in.readableBytes() < expected) {
            return;
        }
        try {
            out.add(parser.parseFrom(in.nioBuffer(in.readerIndex(), expected)));
            in.skipBytes(expected);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
        expected = -1;
    }

    private boolean readLength(ByteBuf in) throws IOException {
        in.markReaderIndex();
        long length = 0;
        for (int index = 0; index < Varint.MAX_BYTES; index++) {
            if (!in.isReadable()) {
                in.resetReaderIndex();
                return false;
            }
            int octet = in.readByte();
            length = Varint.add(length, index, octet);
            if (Varint.last(octet)) {
                if (length > limit) {
                    broken = true;
                    throw new FrameTooLong(length, limit);
                }
                expected = (int) length;
                return true;
            }
        }
        broken = true;
        throw new FrameTooLong(-1, limit);
    }
}
