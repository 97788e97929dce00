package dev.millrace.evaluator.process;

import java.time.Duration;

/** What this process took between the last two readings. */
final class ProcessMeter {
    private final Runtime runtime = Runtime.getRuntime();
    private long cpu = cpuNanos();
    private long nanos;
    private long used;
    private long taken;
    private double left = 1;

    void read() {
        var now = cpuNanos();
        nanos = now - cpu;
        cpu = now;
        var holds = runtime.totalMemory() - runtime.freeMemory();
        taken = Math.max(0, holds - used);
        left = used == 0 || holds >= used ? 1 : holds / (double) used;
        used = holds;
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElseGet(System::nanoTime);
    }

    /** Processor time. */
    long nanos() {
        return nanos;
    }

    /** Memory taken; 0 where a collection gave more back. */
    long taken() {
        return taken;
    }

    /** The part of the memory that is left after a collection; 1 where there was none. */
    double left() {
        return left;
    }

    /** Memory in use. */
    long used() {
        return used;
    }

    /** Memory that there can be. */
    long most() {
        return runtime.maxMemory();
    }
}
