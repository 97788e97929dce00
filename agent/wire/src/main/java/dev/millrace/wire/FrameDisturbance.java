package dev.millrace.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * For tests and benchmarks alone: whole messages come twice, later than they were sent, or behind the one that followed them. TLS lets nobody do that from
 * outside; a program that sends or keeps messages in a wrong order would.
 */
final class FrameDisturbance extends ChannelInboundHandlerAdapter {
    /** Names the seed; without it nothing is disturbed. */
    static final String PROPERTY = "millrace.bench.disturb";

    private static final int OF = 1_000;
    private static final int TWICE = 15;
    private static final int SWAPPED = 4;
    private static final int LATE = 10;
    private static final int LATEST_MILLIS = 300;
    /** One that is to come behind the next one waits so long for it. */
    private static final int SWAP_MILLIS = 100;
    /** Held back at most, then all come. */
    private static final int MOST_HELD = 32;

    private final Random random;
    private final ArrayDeque<Object> late = new ArrayDeque<>();
    private boolean waits;
    private @Nullable Object swapped;

    FrameDisturbance(long seed) {
        this.random = new Random(seed);
    }

    /** Where this process was started with a seed; each connection has another one made of it. */
    static Optional<FrameDisturbance> asked(String connection) {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(seed -> new FrameDisturbance(Long.parseLong(seed) ^ connection.hashCode()));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (waits) {
            late.add(message);
            if (late.size() == MOST_HELD) {
                release(context);
            }
            return;
        }
        int drawn = random.nextInt(OF);
        if (drawn < TWICE) {
            pass(context, message);
            pass(context, message);
        } else if (drawn < TWICE + SWAPPED && swapped == null) {
            swapped = message;
            later(context, SWAP_MILLIS, () -> passSwapped(context));
        } else if (drawn < TWICE + SWAPPED + LATE) {
            waits = true;
            late.add(message);
            later(context, random.nextInt(LATEST_MILLIS), () -> release(context));
        } else {
            pass(context, message);
        }
    }

    private void pass(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
        passSwapped(context);
    }

    private void passSwapped(ChannelHandlerContext context) {
        var behind = swapped;
        swapped = null;
        if (behind != null) {
            context.fireChannelRead(behind);
        }
    }

    private void release(ChannelHandlerContext context) {
        waits = false;
        for (var message = late.poll(); message != null; message = late.poll()) {
            pass(context, message);
        }
    }

    private static void later(ChannelHandlerContext context, long millis, Runnable what) {
        var _ = context.executor().schedule(what, millis, TimeUnit.MILLISECONDS);
    }
}
