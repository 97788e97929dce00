package dev.millrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What sandboxes may leave behind, counted.
 *
 * @param groups control groups of leases
 * @param mounts that the machine and the supervisor's threads see
 * @param zombies below the controller
 * @param handles open files of the agent and its supervisor
 * @param mebibytes memory of the agent and its supervisor, shared parts by share
 */
record SandboxTraces(long groups, long mounts, long zombies, long handles, double mebibytes) {
    private static final List<Path> GROUPS = Stream.of("pids", "memory", "unified", "")
            .map(Path.of("/sys/fs/cgroup")::resolve)
            .filter(Files::isDirectory)
            .limit(1)
            .toList();
    private static final int PATIENCE = 50;

    /** When what ends has ended: no more groups and zombies than there were, or five seconds later. */
    static SandboxTraces of(Stand stand, long groups) throws IOException, InterruptedException {
        for (int round = 0; round < PATIENCE && (leaseGroups() > groups || zombies(stand) > 0); round++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return of(stand);
    }

    static SandboxTraces of(Stand stand) throws IOException {
        long mounts = lines(Path.of("/proc/self/mounts"));
        long handles = 0;
        double bytes = 0;
        for (var program :
                List.of("dev.millrace.agent.app.AgentMain", "dev.millrace.agent.supervisor.SupervisorMain")) {
            for (var process : stand.processes(program)) {
                var directory = Path.of("/proc", Long.toString(process.pid()));
                try (Stream<Path> open = Files.list(directory.resolve("fd"));
                        Stream<Path> threads = Files.list(directory.resolve("task"))) {
                    handles += open.count();
                    for (var thread : threads.toList()) {
                        mounts += lines(thread.resolve("mounts"));
                    }
                }
                mounts -= lines(directory.resolve("mounts")) * threads(directory);
                bytes += Machine.proportionalMemory(process.pid());
            }
        }
        return new SandboxTraces(leaseGroups(), mounts, zombies(stand), handles, bytes / (1 << 20));
    }

    private static long threads(Path process) throws IOException {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return threads.count();
        }
    }

    /** Groups of leases have three numbers for a name. */
    private static long leaseGroups() throws IOException {
        long found = 0;
        for (var tree : GROUPS) {
            try (Stream<Path> below = Files.walk(tree, 4)) {
                found += below.filter(path -> path.getFileName().toString().matches("\\d+\\.\\d+\\.\\d+"))
                        .count();
            } catch (UncheckedIOException e) {
                found++; // one went while they were counted
            }
        }
        return found;
    }

    private static long lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            return 0; // a thread that ended
        }
    }

    private static long zombies(Stand stand) {
        return stand.controller()
                .descendants()
                .filter(process -> process.info().command().isEmpty() && process.isAlive())
                .filter(process -> {
                    try {
                        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                                .contains(") Z ");
                    } catch (IOException e) {
                        return false;
                    }
                })
                .count();
    }
}
