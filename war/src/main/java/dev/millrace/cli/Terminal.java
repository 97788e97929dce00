package dev.millrace.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Where commands write, and what they know of their surroundings. Results go to {@code out}, what people are told beside them to {@code err}. */
final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colours;
    private final Map<String, String> environment;
    private final ReentrantLock lock = new ReentrantLock();

    Terminal(OutputStream out, OutputStream err, boolean colours, Map<String, String> environment) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.colours = colours;
        this.environment = Map.copyOf(environment);
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean colours() {
        return colours;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Bytes as they are. */
    void write(byte[] bytes) {
        locked(() -> {
            out.write(bytes, 0, bytes.length);
            out.flush();
        });
    }

    void print(String line) {
        locked(() -> {
            out.println(line);
            out.flush();
        });
    }

    void tell(String line) {
        locked(() -> err.println(line));
    }

    /** A word of the outcome, coloured where colours are seen. */
    String outcome(String word) {
        if (!colours) {
            return word;
        }
        var colour = switch (word) {
            case "SUCCESS", "yes", "enabled" -> 32;
            case "FAILURE", "no" -> 31;
            case "UNSTABLE", "draining" -> 33;
            default -> 36;
        };
        return "\u001b[" + colour + "m" + word + "\u001b[0m";
    }

    private void locked(Runnable write) {
        lock.lock();
        try {
            write.run();
        } finally {
            lock.unlock();
        }
    }
}
