package dev.millrace.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Output;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final int LIMIT = 1 << 16;
    // 2 GiB - 1 as a varint
    private static final byte[] TWO_GIB = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};

    private static FromAgent message(int bytes) {
        return FromAgent.newBuilder()
                .setOutput(Output.newBuilder().setOffset(bytes).setData(ByteString.copyFrom(new byte[bytes])))
                .build();
    }

    private static EmbeddedChannel channel() {
        return new EmbeddedChannel(new FrameCodec<>(FromAgent.parser(), LIMIT));
    }

    @Test
    void messages_survive_any_cut_of_the_bytes_between_them() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int size : new int[] {0, 1, 127, 128, 300, 20_000}) {
            FrameStream.write(bytes, message(size), LIMIT);
        }
        var random = new Random(7);
        for (int round = 0; round < 50; round++) {
            var channel = channel();
            var rest = Unpooled.wrappedBuffer(bytes.toByteArray());
            while (rest.isReadable()) {
                channel.writeInbound(rest.readRetainedSlice(Math.min(rest.readableBytes(), 1 + random.nextInt(5000))));
            }
            for (int size : new int[] {0, 1, 127, 128, 300, 20_000}) {
                assertEquals(message(size), channel.readInbound());
            }
            assertNull(channel.readInbound());
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void what_the_channel_writes_the_stream_reads() throws IOException {
        var channel = channel();
        channel.writeOutbound(message(5000), message(3));
        var all = new ByteArrayOutputStream();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            part.readBytes(all, part.readableBytes());
            part.release();
        }
        var in = new ByteArrayInputStream(all.toByteArray());
        assertEquals(
                message(5000), FrameStream.read(in, FromAgent.parser(), LIMIT).orElseThrow());
        assertEquals(message(3), FrameStream.read(in, FromAgent.parser(), LIMIT).orElseThrow());
        assertTrue(FrameStream.read(in, FromAgent.parser(), LIMIT).isEmpty());
    }

    @Test
    void an_announced_message_of_two_gib_is_refused_before_it_is_read() {
        var channel = channel();
        var failure = assertThrows(
                DecoderException.class, () -> channel.writeInbound(Unpooled.wrappedBuffer(TWO_GIB.clone())));
        assertInstanceOf(FrameTooLong.class, failure.getCause());
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[100]));
        assertNull(channel.readInbound());
        channel.finishAndReleaseAll();
        assertThrows(
                FrameTooLong.class,
                () -> FrameStream.read(new ByteArrayInputStream(TWO_GIB), FromAgent.parser(), LIMIT));
    }

    @Test
    void a_length_that_never_ends_is_refused() {
        byte[] endless = {-1, -1, -1, -1, -1, -1, -1};
        assertThrows(DecoderException.class, () -> channel().writeInbound(Unpooled.wrappedBuffer(endless)));
        assertThrows(
                FrameTooLong.class,
                () -> FrameStream.read(new ByteArrayInputStream(endless), FromAgent.parser(), LIMIT));
    }

    @Test
    void a_stream_that_ends_within_a_message_says_so() throws IOException {
        var bytes = new ByteArrayOutputStream();
        FrameStream.write(bytes, message(100), LIMIT);
        for (int cut = 1; cut < bytes.size(); cut++) {
            var in = new ByteArrayInputStream(bytes.toByteArray(), 0, cut);
            assertThrows(EOFException.class, () -> FrameStream.read(in, FromAgent.parser(), LIMIT));
        }
    }

    @Test
    void a_message_over_the_limit_is_not_sent() {
        assertThrows(
                FrameTooLong.class, () -> FrameStream.write(new ByteArrayOutputStream(), message(LIMIT + 1), LIMIT));
    }

    @Test
    void random_bytes_never_do_more_than_fail() {
        var random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            var noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            var channel = channel();
            try {
                channel.writeInbound(Unpooled.wrappedBuffer(noise));
            } catch (DecoderException expected) {
                assertInstanceOf(IOException.class, expected.getCause());
            }
            channel.finishAndReleaseAll();
        }
    }
}
