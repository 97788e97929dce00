package dev.millrace.agent.link;

import dev.millrace.wire.proto.ToAgent;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/** Messages from Netty's thread to the one that takes them. Bounded by stopping to read, not by dropping. */
final class Inbox {
    static final int HIGH = 256;
    private static final int LOW = 64;

    private final ArrayDeque<ToAgent> messages = new ArrayDeque<>();
    private final Consumer<Boolean> reading;
    private boolean paused;
    private boolean closed;

    /** @param reading is told to stop and to go on; any thread */
    Inbox(Consumer<Boolean> reading) {
        this.reading = reading;
    }

    synchronized void put(ToAgent message) {
        messages.add(message);
        if (messages.size() >= HIGH && !paused) {
            paused = true;
            reading.accept(false);
        }
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** True when nothing will come any more. */
    synchronized boolean drained() {
        return closed && messages.isEmpty();
    }

    /** The next message; empty after so long, or when there will be none. */
    synchronized Optional<ToAgent> take(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (messages.isEmpty() && !closed) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        var message = messages.poll();
        if (paused && messages.size() <= LOW) {
            paused = false;
            reading.accept(true);
        }
        return Optional.ofNullable(message);
    }
}
