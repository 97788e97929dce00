package dev.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Closes a stream on which nothing came for too long: a server that vanished without a word is not waited for. */
final class Watch implements AutoCloseable {
    private final Thread thread;
    private volatile long last = System.nanoTime();

    Watch(InputStream stream, Duration quiet) {
        this.thread = Thread.startVirtualThread(() -> watch(stream, quiet));
    }

    void alive() {
        last = System.nanoTime();
    }

    private void watch(InputStream stream, Duration quiet) {
        try {
            for (var left = quiet.toNanos(); left > 0; left = quiet.toNanos() - (System.nanoTime() - last)) {
                Thread.sleep(Duration.ofNanos(left));
            }
            stream.close();
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
