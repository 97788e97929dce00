package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine on which something was measured. */
final class Machine {
    private Machine() {}

    /** Facts that decide about speed. */
    static Map<String, Object> facts() throws IOException {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("memoryMiB", kibibytes(Path.of("/proc/meminfo"), "MemTotal:") / 1024);
        facts.put("cpu", value(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", Runtime.version().toString());
        return facts;
    }

    /** Memory that a process has for itself plus its share of what it shares, in bytes; 0 where that cannot be read. */
    static long proportionalMemory(long pid) throws IOException {
        return kibibytes(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:") * 1024;
    }

    /** How many files and connections this process, and one that it starts, may have open; very many where nobody says. */
    static long openFiles() throws IOException {
        var limit = value(Path.of("/proc/self/limits"), "Max open files").split("\\s+", 2)[0];
        return limit.matches("\\d+") ? Long.parseLong(limit) : Long.MAX_VALUE;
    }

    private static long kibibytes(Path file, String key) throws IOException {
        var value = value(file, key).replace("kB", "").strip();
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    private static String value(Path file, String key) throws IOException {
        if (!Files.isReadable(file)) {
            return "";
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(key.length()).replaceFirst("^[\\s:]+", ""))
                    .orElse("");
        }
    }
}
