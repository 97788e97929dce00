package dev.millrace.agent.supervisor;

import java.nio.file.Path;
import java.util.List;

/**
 * What a launcher needs that puts walls around a process. The launcher starts from a clean environment; what the process is to have of one, it is told
 * through a descriptor, never by arguments, which everybody on the machine can read.
 *
 * @param entrances for a launcher without the supervisor's rights
 * @param given what the launcher reads from its descriptors 3, 4, ...
 * @param groups control groups in which all of the lease's processes are: for usage, the reason of an end, and whether any is left
 * @param birth what it is from the start
 * @param disk what the lease may keep on disk
 */
public record Enclosure(List<Entrance> entrances, List<byte[]> given, List<Path> groups, Birth birth, DiskLimit disk) {
    /** Where entrances are; on the machine itself there is no such directory, or it is empty. */
    public static final Path TOP = Path.of("/run/millrace");

    /** No walls. */
    public static final Enclosure NONE = new Enclosure(List.of(), List.of(), List.of(), Birth.PLAIN, DiskLimit.NONE);

    public Enclosure {
        entrances = List.copyOf(entrances);
        given = List.copyOf(given);
        groups = List.copyOf(groups);
        if (given.isEmpty() && (birth.gated() || birth.user().isPresent())) {
            throw new IllegalArgumentException("Only a launcher waits at a gate, or is another user");
        }
    }

    /** No walls, and limits. */
    public static Enclosure in(List<Path> groups, Birth birth, DiskLimit disk) {
        return new Enclosure(List.of(), List.of(), groups, birth, disk);
    }

    /** A launcher stands between the supervisor and the process: what it is told to end politely, ends it at once. */
    boolean walled() {
        return !given.isEmpty();
    }

    /** Given contents hold secrets. */
    @Override
    public String toString() {
        return "Enclosure[%s, %s, %s]".formatted(entrances, groups, birth);
    }
}
