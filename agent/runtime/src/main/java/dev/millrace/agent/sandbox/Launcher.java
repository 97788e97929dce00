package dev.millrace.agent.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The words before a command that put its process into control groups before anything else of it runs: those in which it cannot be born. */
final class Launcher {
    /** {@code $1} and on are files to which a process writes 0 to join, then what ends them, then the command. */
    private static final String JOIN = """
            while [ "$1" != -- ]; do echo 0 >"$1" || exit 125; shift; done; shift; exec "$@\"""";

    private Launcher() {}

    /** Nothing where there are none. */
    static List<String> into(List<Path> groups) {
        if (groups.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<>(List.of("/bin/sh", "-c", JOIN, "sh"));
        groups.forEach(group -> words.add(group.resolve("cgroup.procs").toString()));
        words.add("--");
        return words;
    }
}
