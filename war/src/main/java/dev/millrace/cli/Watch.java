package dev.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes a stream on which nothing came for too long: a server that vanished without a word is not waited for. */
final class Watch implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long last = System.nanoTime();

    Watch(InputStream stream, Duration quiet) {
        var _ = Thread.startVirtualThread(() -> watch(stream, quiet));
    }

    void alive() {
        last = System.nanoTime();
    }

    private void watch(InputStream stream, Duration quiet) {
        try {
            for (var left = quiet.toNanos(); left > 0; left = quiet.toNanos() - (System.nanoTime() - last)) {
                if (closed.await(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
            stream.close();
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
