package dev.millrace.controller.log;

import dev.millrace.controller.log.RunLogs.LengthListener;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Tells one listener of growth, on another thread, skipping lengths that were overtaken. */
final class Follower {
    private final LengthListener listener;
    private final Executor executor;
    private final AtomicBoolean waking = new AtomicBoolean();
    private final AtomicLong newest = new AtomicLong();

    Follower(LengthListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    void grewTo(long length) {
        newest.accumulateAndGet(length, Math::max);
        if (waking.compareAndSet(false, true)) {
            executor.execute(this::tell);
        }
    }

    private void tell() {
        waking.set(false);
        listener.grewTo(newest.get());
    }
}
