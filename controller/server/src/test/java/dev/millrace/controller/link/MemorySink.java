package dev.millrace.controller.link;

import dev.millrace.controller.link.Operations.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Takes output at once, or when the test says so. */
final class MemorySink implements OutputSink {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean holding;

    @Override
    public synchronized long end() {
        return taken.size();
    }

    @Override
    public synchronized CompletableFuture<Long> take(long offset, byte[] data) {
        var answer = new CompletableFuture<Long>();
        Runnable take = () -> {
            if (offset != taken.size()) {
                throw new AssertionError("at %d, expected %d".formatted(offset, taken.size()));
            }
            taken.writeBytes(data);
            answer.complete((long) taken.size());
        };
        if (holding) {
            held.add(take);
        } else {
            take.run();
        }
        return answer;
    }

    synchronized void hold() {
        holding = true;
    }

    synchronized int heldBack() {
        return held.size();
    }

    synchronized void letGo() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    synchronized String text() {
        return taken.toString(StandardCharsets.UTF_8);
    }
}
