package dev.millrace.evaluator.process;

import dev.millrace.wire.proto.FromEvaluator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Messages on their way out, written by one thread. The queue has no bound of its own: each run is bounded by its limit of uncommitted entries,
 * so nobody who holds a run's lock ever waits for the pipe.
 */
final class Outgoing {
    private final LinkedBlockingQueue<FromEvaluator> queue = new LinkedBlockingQueue<>();
    private final OutputStream out;

    Outgoing(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    void send(FromEvaluator message) {
        queue.add(message);
    }

    /** Writes until the thread is interrupted or the pipe breaks. */
    void write() throws IOException, InterruptedException {
        while (true) {
            var next = queue.take();
            while (next != null) {
                next.writeDelimitedTo(out);
                next = queue.poll();
            }
            out.flush();
        }
    }
}
