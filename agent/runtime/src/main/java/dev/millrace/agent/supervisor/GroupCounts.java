package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel counted in a lease's control groups, of either version; 0 where a file is not there.
 *
 * @param memoryKills processes that were killed because the group had no memory left
 * @param refusedForks processes that were not made because the group had too many
 * @param cpuMillis used since the group was made
 * @param peakMemoryBytes at most used since the group was made
 * @param ioBytes read from and written to devices
 */
record GroupCounts(long memoryKills, long refusedForks, long cpuMillis, long peakMemoryBytes, long ioBytes) {
    static GroupCounts read(List<Path> groups) {
        return new GroupCounts(
                Math.max(word(groups, "memory.events", "oom_kill"), word(groups, "memory.oom_control", "oom_kill")),
                word(groups, "pids.events", "max"),
                Math.max(number(groups, "cpuacct.usage") / 1_000_000, word(groups, "cpu.stat", "usage_usec") / 1_000),
                Math.max(number(groups, "memory.peak"), number(groups, "memory.max_usage_in_bytes")),
                Math.max(word(groups, "blkio.throttle.io_service_bytes", "Total"), inputAndOutput(groups)));
    }

    GroupCounts since(GroupCounts before) {
        return new GroupCounts(
                memoryKills - before.memoryKills,
                refusedForks - before.refusedForks,
                cpuMillis - before.cpuMillis,
                peakMemoryBytes,
                ioBytes - before.ioBytes);
    }

    private static long number(List<Path> groups, String file) {
        return lines(groups, file).stream()
                .filter(line -> line.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private static long word(List<Path> groups, String file, String key) {
        return lines(groups, file).stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 2 && words[0].equals(key) && words[1].matches("[0-9]{1,18}"))
                .mapToLong(words -> Long.parseLong(words[1]))
                .findFirst()
                .orElse(0);
    }

    /** Version 2 counts each device in a line of its own: {@code 8:0 rbytes=1 wbytes=2 ...}. */
    private static long inputAndOutput(List<Path> groups) {
        return lines(groups, "io.stat").stream()
                .flatMap(line -> List.of(line.split(" ", -1)).stream())
                .filter(word -> word.matches("[rw]bytes=[0-9]{1,18}"))
                .mapToLong(word -> Long.parseLong(word.substring(word.indexOf('=') + 1)))
                .sum();
    }

    private static List<String> lines(List<Path> groups, String file) {
        for (var group : groups) {
            try {
                var path = group.resolve(file);
                if (Files.exists(path)) {
                    return Files.readAllLines(path);
                }
            } catch (IOException e) {
                return List.of(); // the group is gone
            }
        }
        return List.of();
    }
}
