package dev.millrace.agent.sandbox;

import dev.millrace.agent.posix.Directory;
import dev.millrace.agent.posix.PosixFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Gives files from one user to another, by descriptor: whoever moves things about meanwhile leads it nowhere else. */
final class Ownership {
    private Ownership() {}

    /** All of a directory that belongs to one user. */
    static void give(Path directory, int from, int to) throws IOException {
        try (var top = Directory.open(directory)) {
            top.giveAll(from, to);
        }
    }

    /**
     * A file, or a directory with all below it, and the directories that lead there.
     *
     * @param path relative; "" is all
     */
    static void give(Path directory, String path, int from, int to) throws IOException {
        var names = List.of(path.split("/+", -1)).stream()
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        try (var top = Directory.open(directory)) {
            if (names.isEmpty()) {
                top.giveAll(from, to);
            } else {
                give(top, names, from, to);
            }
        } catch (PosixFault e) {
            // a link on the way: what it leads to is in there too
            give(directory, from, to);
        }
    }

    private static void give(Directory in, List<String> names, int from, int to) throws PosixFault {
        in.giveSelf(from, to);
        if (names.size() == 1) {
            in.give(names.getFirst().getBytes(StandardCharsets.UTF_8), from, to);
            return;
        }
        try (var child = in.child(names.getFirst())) {
            give(child, names.subList(1, names.size()), from, to);
        }
    }
}
