package dev.millrace.evaluator.graph;

import java.util.List;

/** Edges by number, in both directions, in flat arrays: a graph of 100,000 stages is a few megabytes. Needs that were not understood are -1. */
final class Links {
    private final int[] from;
    private final int[] needed;
    private final On[] on;
    private final int[] followFrom;
    private final int[] follower;

    /** @param numbers for each node the number of each of its needs */
    Links(List<Node> nodes, int[][] numbers) {
        int count = 0;
        from = new int[nodes.size() + 1];
        followFrom = new int[nodes.size() + 1];
        for (int node = 0; node < nodes.size(); node++) {
            count += numbers[node].length;
            from[node + 1] = count;
            for (int target : numbers[node]) {
                if (target >= 0) {
                    followFrom[target + 1]++;
                }
            }
        }
        needed = new int[count];
        on = new On[count];
        for (int node = 0; node < nodes.size(); node++) {
            followFrom[node + 1] += followFrom[node];
            for (int i = 0; i < numbers[node].length; i++) {
                needed[from[node] + i] = numbers[node][i];
                on[from[node] + i] = nodes.get(node).needs().get(i).on();
            }
        }
        follower = new int[followFrom[nodes.size()]];
        var filled = followFrom.clone();
        for (int node = 0; node < nodes.size(); node++) {
            for (int target : numbers[node]) {
                if (target >= 0) {
                    follower[filled[target]++] = node;
                }
            }
        }
    }

    int needs(int node) {
        return from[node + 1] - from[node];
    }

    int needed(int node, int i) {
        return needed[from[node] + i];
    }

    On on(int node, int i) {
        return on[from[node] + i];
    }

    int followers(int node) {
        return followFrom[node + 1] - followFrom[node];
    }

    int follower(int node, int i) {
        return follower[followFrom[node] + i];
    }
}
