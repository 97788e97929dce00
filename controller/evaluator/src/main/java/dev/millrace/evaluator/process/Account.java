package dev.millrace.evaluator.process;

import dev.millrace.evaluator.baton.Computing;
import org.jspecify.annotations.Nullable;

/** What one run takes of the process, as far as looking at it now and then can tell. Of the watchdog alone. */
final class Account {
    private long served = -1;
    private @Nullable Thread thread;
    private long cpuNanos;
    private long bytes;

    /** It had the processor for so long since it was last looked at, while so much memory was taken. */
    void charge(Computing computing, long nanos, long taken) {
        if (computing.served() != served || computing.thread() != thread) {
            served = computing.served();
            thread = computing.thread();
            cpuNanos = 0;
        } else {
            cpuNanos += nanos;
        }
        bytes += taken;
    }

    /** So much of what there was is left after a collection; of whom, nobody can tell: of all alike. */
    void collected(double left) {
        bytes = (long) (bytes * left);
    }

    /** Processor time since it last asked for something. */
    long cpuNanos() {
        return cpuNanos;
    }

    /** Memory that it took and probably still has. */
    long bytes() {
        return bytes;
    }
}
