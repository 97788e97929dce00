package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many cores each kind of process of a stand, and the benchmark itself, kept busy over a time. */
final class ProcessShares {
    /** The kernel's unit, the same on all of its platforms that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private final Stand stand;
    private final Map<String, Double> before;
    private final long since = System.nanoTime();

    private ProcessShares(Stand stand) throws IOException {
        this.stand = stand;
        this.before = seconds(stand);
    }

    /** Begins to measure. */
    static ProcessShares begin(Stand stand) throws IOException {
        return new ProcessShares(stand);
    }

    /** Cores by kind. */
    Map<String, Double> cores() throws IOException {
        double passed = (System.nanoTime() - since) / 1e9;
        var cores = new LinkedHashMap<String, Double>();
        seconds(stand).forEach((kind, now) -> cores.put(kind, (now - before.getOrDefault(kind, 0.0)) / passed));
        return cores;
    }

    private static Map<String, Double> seconds(Stand stand) throws IOException {
        var seconds = new LinkedHashMap<String, Double>();
        seconds.put("controller", of(List.of(stand.controller())));
        seconds.put("evaluators", of(stand.processes("dev.millrace.evaluator.")));
        seconds.put("database", of(stand.processes("postgres")));
        seconds.put("agents and clients", of(List.of(ProcessHandle.current())));
        return seconds;
    }

    private static double of(List<ProcessHandle> processes) throws IOException {
        double seconds = 0;
        for (var process : processes) {
            var stat = Path.of("/proc", Long.toString(process.pid()), "stat");
            seconds += Files.isReadable(stat) ? seconds(Files.readString(stat)) : 0;
        }
        return seconds;
    }

    /** User and system time of a line of {@code /proc/PID/stat}; a program's name in it may hold spaces and parentheses. */
    static double seconds(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }
}
