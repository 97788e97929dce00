package dev.millrace.agent.sandbox;

import dev.millrace.wire.proto.SandboxRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lease may use; 0 is no limit.
 *
 * @param cpuMillis thousandths of a core
 * @param memoryBytes memory and swap together
 * @param processes processes and threads
 */
record GroupLimits(int cpuMillis, long memoryBytes, int processes) {
    /** The kernel shares time out in periods of this length. */
    private static final int PERIOD_MICROS = 100_000;

    static GroupLimits of(SandboxRequest request) {
        return new GroupLimits(request.getCpuMillis(), request.getMemoryBytes(), request.getProcesses());
    }

    /** With a limit of processes, where there is none. */
    GroupLimits orProcesses(int most) {
        return processes > 0 ? this : new GroupLimits(cpuMillis, memoryBytes, most);
    }

    boolean none() {
        return controllers().isEmpty();
    }

    /** Controllers that must hold them. */
    List<String> controllers() {
        var controllers = new ArrayList<String>();
        if (cpuMillis > 0) {
            controllers.add("cpu");
        }
        if (memoryBytes > 0) {
            controllers.add("memory");
        }
        if (processes > 0) {
            controllers.add("pids");
        }
        return controllers;
    }

    /** Writes those that a group can hold: version 1 has a group for each. */
    void write(Path group) throws IOException {
        if (memoryBytes > 0) {
            set(group, "memory.limit_in_bytes", Long.toString(memoryBytes));
            set(group, "memory.memsw.limit_in_bytes", Long.toString(memoryBytes));
            set(group, "memory.max", Long.toString(memoryBytes));
            set(group, "memory.swap.max", "0");
        }
        if (processes > 0) {
            set(group, "pids.max", Integer.toString(processes));
        }
        if (cpuMillis > 0) {
            long quota = Math.max(1_000, (long) cpuMillis * PERIOD_MICROS / 1_000);
            set(group, "cpu.cfs_period_us", Integer.toString(PERIOD_MICROS));
            set(group, "cpu.cfs_quota_us", Long.toString(quota));
            set(group, "cpu.max", quota + " " + PERIOD_MICROS);
        }
    }

    private static void set(Path group, String file, String value) throws IOException {
        var path = group.resolve(file);
        if (Files.exists(path)) {
            Files.writeString(path, value);
        }
    }
}
