package dev.millrace.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Heartbeat;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameOrderTest {
    private static final int MESSAGES = 500;

    /** What gets through, and what it fails with. */
    private static final class Seen extends ChannelInboundHandlerAdapter {
        private final List<Long> numbers = new ArrayList<>();
        private @Nullable Throwable failure;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            numbers.add(((FromAgent) message).getNumber());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failure = cause;
        }
    }

    private static Seen through(long... numbers) {
        var seen = new Seen();
        var channel = new EmbeddedChannel(new FrameOrder<>(FromAgent.class, FromAgent::getNumber), seen);
        for (long number : numbers) {
            channel.writeInbound(message(number));
        }
        channel.finishAndReleaseAll();
        return seen;
    }

    private static FromAgent message(long number) {
        return FromAgent.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder().setSequence(7))
                .setNumber(number)
                .build();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void what_is_sent_is_numbered_on_its_way() {
        var channel = new EmbeddedChannel(new FrameCodec<>(FromAgent.parser(), 1 << 16, FromAgent.NUMBER_FIELD_NUMBER));
        for (int count = 0; count < 300; count++) {
            channel.writeOutbound(message(0));
        }
        while (channel.readOutbound() instanceof io.netty.buffer.ByteBuf bytes) {
            channel.writeInbound(bytes);
        }
        for (long number = 1; number <= 300; number++) {
            assertEquals(message(number), channel.readInbound());
        }
        assertNull(channel.readInbound());
        channel.finishAndReleaseAll();
    }

    @Test
    void what_comes_again_is_dropped() {
        var seen = through(1, 1, 2, 3, 2, 1, 4, 4);
        assertEquals(upTo(4), seen.numbers);
        assertNull(seen.failure);
    }

    @Test
    void where_a_message_is_missing_the_connection_fails_and_nothing_else_gets_through() {
        var seen = through(1, 2, 4, 3, 5, 0);
        assertEquals(upTo(2), seen.numbers);
        assertEquals(
                "Message 4 of the connection came where 3 was to come",
                assertInstanceOf(FramesOutOfOrder.class, seen.failure).getMessage());
    }

    @Test
    void a_peer_that_does_not_number_is_not_checked() {
        assertEquals(List.of(0L, 0L, 0L), through(0, 0, 0).numbers);
    }

    @Test
    void whatever_disturbs_messages_those_that_get_through_are_in_order_and_once() throws InterruptedException {
        int failed = 0;
        int disturbed = 0;
        for (long seed = 0; seed < 40; seed++) {
            var raw = new Seen();
            var seen = new Seen();
            var channel = new EmbeddedChannel(
                    new FrameDisturbance(seed),
                    new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
                            raw.channelRead(context, message);
                            context.fireChannelRead(message);
                        }
                    },
                    new FrameOrder<>(FromAgent.class, FromAgent::getNumber),
                    seen);
            for (long number = 1; number <= MESSAGES; number++) {
                channel.writeInbound(message(number));
                channel.advanceTimeBy(10, TimeUnit.MILLISECONDS);
                channel.runPendingTasks();
            }
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runPendingTasks();
            channel.finishAndReleaseAll();
            assertTrue(raw.numbers.containsAll(upTo(MESSAGES)), "nothing is lost by the disturbance");
            assertEquals(upTo(seen.numbers.size()), seen.numbers);
            assertEquals(seen.numbers.size() < MESSAGES, seen.failure != null);
            failed += seen.failure == null ? 0 : 1;
            disturbed += raw.numbers.equals(upTo(MESSAGES)) ? 0 : 1;
        }
        assertTrue(disturbed > 35 && failed > 20, "disturbed %d, failed %d".formatted(disturbed, failed));
    }
}
