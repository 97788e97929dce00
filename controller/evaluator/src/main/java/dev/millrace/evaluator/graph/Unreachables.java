package dev.millrace.evaluator.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds nodes that can never begin: they need one to fail, and another to succeed that succeeds only after the first did. A node succeeds only after
 * all that it needs to succeed, unless it waits for failures: then it counts as well where none came.
 *
 * <p>Only nodes with both kinds of edges are looked at, and the whole search looks at no more edges than a small multiple of the graph's: in a graph that
 * is mostly such nodes a fault may stay unfound. Such a stage is skipped when it comes, with its reason.
 */
final class Unreachables {
    private static final int LOOKS_PER_EDGE = 8;
    private final List<Node> nodes;
    private final Links links;
    private final int[] seenBy;
    private final int[] through;
    private long looks;

    Unreachables(List<Node> nodes, Links links) {
        this.nodes = nodes;
        this.links = links;
        this.seenBy = new int[nodes.size()];
        this.through = new int[nodes.size()];
    }

    List<Fault> find() {
        Arrays.fill(seenBy, -1);
        for (int node = 0; node < nodes.size(); node++) {
            looks += LOOKS_PER_EDGE * (1L + links.needs(node));
        }
        var found = new ArrayList<Fault>();
        for (int node = 0; node < nodes.size() && looks > 0; node++) {
            if (has(node, On.FAILURE) && has(node, On.SUCCESS)) {
                mark(node);
                for (int i = 0; i < links.needs(node); i++) {
                    int needed = links.needed(node, i);
                    if (needed >= 0 && links.on(node, i) == On.FAILURE && seenBy[needed] == node) {
                        found.add(new Fault.Unreachable(
                                node,
                                i,
                                nodes.get(needed).name(),
                                nodes.get(through[needed]).name()));
                        break;
                    }
                }
            }
        }
        return found;
    }

    private boolean has(int node, On on) {
        for (int i = 0; i < links.needs(node); i++) {
            if (links.needed(node, i) >= 0 && links.on(node, i) == on) {
                return true;
            }
        }
        return false;
    }

    /** Marks all that must have succeeded for this node to begin. */
    private void mark(int node) {
        var queue = new ArrayList<Integer>();
        queue.add(node);
        for (int next = 0; next < queue.size(); next++) {
            int one = queue.get(next);
            if (one != node && has(one, On.FAILURE)) {
                continue;
            }
            for (int i = 0; i < links.needs(one) && looks > 0; i++, looks--) {
                int needed = links.needed(one, i);
                if (needed >= 0 && links.on(one, i) == On.SUCCESS && seenBy[needed] != node) {
                    seenBy[needed] = node;
                    through[needed] = one == node ? needed : through[one];
                    queue.add(needed);
                }
            }
        }
    }
}
