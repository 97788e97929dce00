package dev.millrace.controller.link;

import dev.millrace.wire.proto.ToAgent;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Writes to one agent, no faster than it reads. Safe for use by many threads, not by event loops: {@link #send} blocks. */
final class Outbound {
    /** An agent that reads nothing for so long is as good as gone. */
    private static final long PATIENCE_SECONDS = 60;

    /** For a last message to get through. */
    private static final long FAREWELL_SECONDS = 5;

    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean closing;

    Outbound(Channel channel) {
        this.channel = channel;
    }

    /** Sends once there is room. On a closed channel it does nothing. */
    void send(ToAgent message) {
        awaitRoom();
        if (channel.isActive() && !closing) {
            channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    /** {@link #send} would not block now. */
    boolean hasRoom() {
        return channel.isWritable();
    }

    private void awaitRoom() {
        if (channel.isWritable()) {
            return;
        }
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!channel.isWritable() && channel.isActive()) {
                if (left <= 0) {
                    var _ = channel.close();
                    return;
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var _ = channel.close();
        } finally {
            lock.unlock();
        }
    }

    /** Room came, or the channel closed. */
    void roomChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends a last message and closes. */
    void close(ToAgent last) {
        closing = true;
        channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
        Runnable close = () -> {
            var _ = channel.close();
        };
        var _ = channel.eventLoop().schedule(close, FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    void close() {
        if (!closing) {
            var _ = channel.close();
        }
    }

    boolean isActive() {
        return channel.isActive();
    }
}
