package dev.millrace.agent.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The words before a command that put its process into control groups, before anything else of it runs. */
final class Launcher {
    /** {@code $1} and on are files to which a process writes 0 to join, then what ends them, then the command. */
    private static final String JOIN = """
            while [ "$1" != -- ]; do echo 0 >"$1" || exit 125; shift; done; shift; exec "$@\"""";

    /** The same, and no more open files than this. */
    private static final String LIMITED = "ulimit -n %d 2>/dev/null; " + JOIN;

    private Launcher() {}

    static List<String> into(List<Path> groups) {
        return words(JOIN, groups);
    }

    static List<String> into(List<Path> groups, int openFiles) {
        return words(LIMITED.formatted(openFiles), groups);
    }

    private static List<String> words(String script, List<Path> groups) {
        var words = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        groups.forEach(group -> words.add(group.resolve("cgroup.procs").toString()));
        words.add("--");
        return words;
    }
}
