package dev.millrace.agent.snapshot;

import dev.millrace.agent.posix.Stat;
import java.util.List;
import java.util.function.Predicate;

/** Files that nobody has touched since the last time. */
final class Recognized {
    private Recognized() {}

    /** For each entry that was found, which known node it still is; -1: none. Both are in the same order. */
    static int[] in(List<Found> found, Known known, Predicate<Content> usable) {
        var same = new int[found.size()];
        int next = 0;
        for (int at = 0; at < same.length; at++) {
            var entry = found.get(at);
            while (next < known.nodes().size()
                    && known.nodes().get(next).compare(entry.path(), entry.isDirectory()) < 0) {
                next++;
            }
            same[at] = next < known.nodes().size() && is(entry, known, next, usable) ? next : -1;
        }
        return same;
    }

    private static boolean is(Found entry, Known known, int at, Predicate<Content> usable) {
        var node = known.nodes().get(at);
        var identity = known.identities().get(at);
        return identity != null
                && node.isFile()
                && node.path().equals(entry.path())
                && entry.stat().type() == Stat.Type.FILE
                && identity.knows(entry.stat(), node)
                && usable.test(node.content());
    }
}
