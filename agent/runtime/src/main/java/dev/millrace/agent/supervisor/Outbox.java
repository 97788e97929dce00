package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports on their way to the agent. Never makes the teller wait: growth of one operation's output is one report however often it is told, and the rest is
 * bounded by the number of operations and leases.
 */
final class Outbox {
    private final Map<Object, Report> waiting = new LinkedHashMap<>();
    private boolean closed;

    synchronized void add(Report report) {
        if (closed) {
            return;
        }
        Object key = report instanceof Report.Grown(var name, var _) ? name : report;
        waiting.put(key, report);
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Writes what comes until it is closed or the agent is gone. */
    void writeTo(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            List<Report> batch;
            synchronized (this) {
                while (waiting.isEmpty() && !closed) {
                    wait();
                }
                if (closed) {
                    return;
                }
                batch = new ArrayList<>(waiting.values());
                waiting.clear();
            }
            for (var report : batch) {
                MessageCodec.write(out, report);
            }
        }
    }
}
