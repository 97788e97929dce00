package dev.millrace.agent.work;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Facts of the machine, as far as the system tells them. */
final class Machine {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Machine() {}

    /** Another value means that the machine was started again; empty where the system has none. */
    static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** "linux/amd64". */
    static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replaceAll(" .*", "");
        var machine = System.getProperty("os.arch");
        return system + "/" + (machine.equals("x86_64") ? "amd64" : machine.equals("aarch64") ? "arm64" : machine);
    }

    static int cpuMillis() {
        return 1000 * Runtime.getRuntime().availableProcessors();
    }

    static long memoryBytes() {
        return SYSTEM.getTotalMemorySize();
    }

    static long memoryFreeBytes() {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(SYSTEM.getFreeMemorySize());
        } catch (IOException e) {
            return SYSTEM.getFreeMemorySize();
        }
    }

    static int loadMillis() {
        return (int) (1000 * Math.max(0, SYSTEM.getSystemLoadAverage()));
    }

    static long diskFreeBytes(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }
}
