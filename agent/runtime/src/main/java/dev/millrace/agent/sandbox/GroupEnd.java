package dev.millrace.agent.sandbox;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Ends all processes of a control group, whatever they did to hide, and removes it. */
final class GroupEnd {
    private static final int ROUNDS = 400;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private GroupEnd() {}

    /** A group that is gone already is no fault; one whose processes do not end within two seconds is. */
    static void of(Path group) throws IOException {
        for (int round = 0; Files.isDirectory(group); round++) {
            try {
                Files.deleteIfExists(group);
                return;
            } catch (FileSystemException e) { // busy: it has processes, or did a moment ago
                if (round == ROUNDS) {
                    throw new IOException("Processes of %s do not end".formatted(group), e);
                }
            }
            if (Files.exists(group.resolve("cgroup.kill"))) {
                Files.writeString(group.resolve("cgroup.kill"), "1");
            } else {
                for (var process : processes(group)) {
                    ProcessHandle.of(Long.parseLong(process)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** In version 1 a thread may be there without its process: that of a supervisor, for as long as it starts something. */
    private static List<String> processes(Path group) throws IOException {
        var found = new ArrayList<>(Files.readAllLines(group.resolve("cgroup.procs")));
        if (Files.exists(group.resolve("tasks"))) {
            found.retainAll(Files.readAllLines(group.resolve("tasks")));
        }
        return found;
    }
}
