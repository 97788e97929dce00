package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How many cores each kind of process of a stand, and the benchmark itself, kept busy over a time. A process that ends meanwhile counts up to the last
 * {@link #look}.
 */
final class ProcessShares {
    /** The kernel's unit, the same on all of its platforms that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Stand stand;
    private final ProcessSeconds seconds = new ProcessSeconds();
    private final long since;

    private ProcessShares(Stand stand) throws IOException {
        this.stand = stand;
        look();
        seconds.begin();
        since = System.nanoTime();
    }

    /** Begins to measure. */
    static ProcessShares begin(Stand stand) throws IOException {
        return new ProcessShares(stand);
    }

    /** Looks again and again until a {@link System#nanoTime()}. */
    void lookUntil(long nanos) throws IOException, InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, BETWEEN_LOOKS_NANOS));
            look();
        }
    }

    /** Cores by kind, up to now. */
    Map<String, Double> cores() throws IOException {
        look();
        double passed = (System.nanoTime() - since) / 1e9;
        var cores = new LinkedHashMap<String, Double>();
        seconds.used().forEach((kind, used) -> cores.put(kind, used / passed));
        return cores;
    }

    private void look() throws IOException {
        look("controller", List.of(stand.controller()));
        look("evaluators", stand.processes("dev.millrace.evaluator."));
        look("database", stand.processes("postgres"));
        look("agents and clients", List.of(ProcessHandle.current()));
    }

    private void look(String kind, List<ProcessHandle> processes) throws IOException {
        for (var process : processes) {
            stat(process).ifPresent(stat -> seconds.seen(kind, process.pid(), seconds(stat)));
        }
    }

    /** Empty where it has just ended. */
    private static Optional<String> stat(ProcessHandle process) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** User and system time of a line of {@code /proc/PID/stat}; a program's name in it may hold spaces and parentheses. */
    static double seconds(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
}
