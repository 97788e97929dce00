package dev.millrace.agent.supervisor;

import java.nio.file.Path;
import java.util.List;

/**
 * What a launcher needs that puts walls around a process. The launcher starts from a clean environment; what the process is to have of one, it is told
 * through a descriptor, never by arguments, which everybody on the machine can read.
 *
 * @param place a directory of this start alone, below {@link #TOP}
 * @param entrances directories that appear there as 0, 1, ...: for a launcher that gave up the right to walk to them. They are seen by this launcher alone
 * @param given what the launcher reads from its descriptors 3, 4, ...
 * @param groups control groups of the lease, from which usage and the reason of an end are read
 */
public record Enclosure(Path place, List<Path> entrances, List<byte[]> given, List<Path> groups) {
    /** Where entrances are; on the machine itself this directory is empty. */
    public static final Path TOP = Path.of("/run/millrace");

    /** No walls. */
    public static final Enclosure NONE = new Enclosure(TOP, List.of(), List.of(), List.of());

    public Enclosure {
        entrances = List.copyOf(entrances);
        given = List.copyOf(given);
        groups = List.copyOf(groups);
    }

    /** No walls, and groups. */
    public static Enclosure in(List<Path> groups) {
        return new Enclosure(TOP, List.of(), List.of(), groups);
    }

    /** A launcher stands between the supervisor and the process: what it is told to end politely, ends it at once. */
    boolean walled() {
        return !given.isEmpty();
    }

    /** Where an entrance is. */
    public static Path entrance(Path place, int number) {
        return place.resolve(Integer.toString(number));
    }

    /** Given contents hold secrets. */
    @Override
    public String toString() {
        return "Enclosure[%s, %s, %s]".formatted(place, entrances, groups);
    }
}
