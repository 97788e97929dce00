package dev.millrace.agent.snapshot;

import dev.millrace.agent.posix.Stat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a workspace a given state.
 *
 * @param removals paths that go, with all below them
 * @param directories nodes of directories to make; those that are there are opened for their owner
 * @param files to write or to look at
 * @param links to make
 * @param identities of files that are right already, beside the nodes; null elsewhere
 * @param kept how many files that are
 */
record Plan(
        List<String> removals,
        List<Node> directories,
        List<File> files,
        List<Node> links,
        List<@Nullable Identity> identities,
        long kept) {
    /**
     * A file that is not known to be right.
     *
     * @param at position of its node
     * @param node what it is to be
     * @param there what is there now; null: no file
     * @param known what is in the one that is there; null: not known
     */
    record File(int at, Node node, @Nullable Found there, @Nullable Node known) {}

    /** From what is there, what is known of it, and what it is to be; all in the same order. */
    static Plan of(List<Found> found, Known known, int[] same, List<Node> nodes) {
        var removals = new ArrayList<String>();
        var directories = new ArrayList<Node>();
        var files = new ArrayList<File>();
        var links = new ArrayList<Node>();
        var identities = new ArrayList<@Nullable Identity>(nodes.size());
        long kept = 0;
        int at = 0;
        for (var node : nodes) {
            for (; at < found.size() && node.compare(found.get(at).path(), found.get(at).isDirectory()) > 0; at++) {
                remove(found.get(at), removals);
            }
            var there = at < found.size() && node.compare(found.get(at).path(), found.get(at).isDirectory()) == 0
                    ? found.get(at)
                    : null;
            var recognized = there == null || same[at] < 0 ? null : known.nodes().get(same[at]);
            var identity = recognized == null ? null : known.identities().get(same[at]);
            identities.add(null);
            switch (node.kind()) {
                case DIRECTORY -> directories.add(node);
                case SYMLINK -> {
                    if (there == null
                            || !there.target().equals(node.target())
                            || !there.stat().modified().equals(node.modified())) {
                        links.add(node);
                    }
                }
                case FILE -> {
                    if (recognized != null && right(recognized, node)) {
                        identities.set(identities.size() - 1, identity);
                        kept++;
                    } else {
                        var file = there != null && there.stat().type() == Stat.Type.FILE ? there : null;
                        files.add(new File(identities.size() - 1, node, file, recognized));
                    }
                }
                case UNRECOGNIZED -> throw new IllegalArgumentException("Not a node: " + node);
            }
            at += there == null ? 0 : 1;
        }
        for (; at < found.size(); at++) {
            remove(found.get(at), removals);
        }
        return new Plan(removals, directories, files, links, identities, kept);
    }

    private static void remove(Found found, List<String> removals) {
        if (removals.isEmpty() || !found.path().startsWith(removals.getLast() + "/")) {
            removals.add(found.path());
        }
    }

    private static boolean right(Node there, Node wanted) {
        return there.mode() == wanted.mode()
                && there.modified().equals(wanted.modified())
                && there.content().digest().equals(wanted.content().digest());
    }
}
