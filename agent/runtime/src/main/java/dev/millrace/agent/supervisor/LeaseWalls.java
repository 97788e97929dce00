package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether control groups alone tell that nothing of a lease is left: where all that it started was behind walls, nobody could leave its groups, and the
 * machine's processes need not be looked through. Safe for use by many threads.
 */
final class LeaseWalls {
    private final Set<Path> groups = new HashSet<>();
    private boolean outside;

    synchronized void add(Enclosure enclosure) {
        if (enclosure.walled() && !enclosure.groups().isEmpty()) {
            groups.add(enclosure.groups().getFirst());
        } else {
            outside = true;
        }
    }

    /** Something was started, all of it behind walls, and its groups are there and have no process. */
    synchronized boolean provenEmpty() {
        return !outside && !groups.isEmpty() && groups.stream().allMatch(LeaseWalls::empty);
    }

    private static boolean empty(Path group) {
        try {
            return Files.readString(group.resolve("cgroup.procs")).isBlank();
        } catch (IOException e) {
            return false;
        }
    }
}
