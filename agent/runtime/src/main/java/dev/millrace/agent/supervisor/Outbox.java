package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages on their way over the socket, written by one thread that nobody interrupts: an interrupted writer would close the channel for all. Never makes
 * the teller wait: of messages with one key only the newest is written, and the rest is bounded by the number of operations and leases.
 */
final class Outbox<M> {
    private final Map<Object, M> waiting = new LinkedHashMap<>();
    private final Encoder<M> encoder;
    private boolean finishing;
    private boolean closed;

    /** How a message is written. */
    interface Encoder<M> {
        /** What a newer message of the same key makes needless. */
        Object key(M message);

        void write(OutputStream out, M message) throws IOException;
    }

    Outbox(Encoder<M> encoder) {
        this.encoder = encoder;
    }

    synchronized void add(M message) {
        if (closed || finishing) {
            return;
        }
        waiting.put(encoder.key(message), message);
        notifyAll();
    }

    /** Takes no more; what waits is written. */
    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    /** Takes no more; what waits is dropped. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Writes what comes until it is finished or closed, or the other end is gone. */
    void writeTo(OutputStream out) throws IOException, InterruptedException {
        for (var batch = take(); !batch.isEmpty(); batch = take()) {
            for (var message : batch) {
                encoder.write(out, message);
            }
        }
    }

    /** Empty when there is nothing more to write. */
    private synchronized List<M> take() throws InterruptedException {
        while (waiting.isEmpty() && !finishing && !closed) {
            wait();
        }
        if (closed) {
            return List.of();
        }
        var batch = new ArrayList<>(waiting.values());
        waiting.clear();
        return batch;
    }
}
