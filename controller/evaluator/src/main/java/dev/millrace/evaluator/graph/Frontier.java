package dev.millrace.evaluator.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which stages of a graph may run now. Call {@link #begin} once, then {@link #ended} once for each stage that was given as ready, in any order: each
 * answer names what may run since, each stage once over all answers. A stage is decided when the last that it needs has ended, so all its ancestors
 * have ended when it begins. An event costs as much as the ended stage has followers, plus the same for each stage that is skipped by it. Not
 * thread-safe; the same events give the same answers.
 */
public final class Frontier {
    private final Graph graph;
    private final Links links;
    private final int[] open;
    private final @Nullable End[] ends;
    private final BitSet running;
    private int undecided;
    private boolean stopped;

    /** Of a graph of which nothing ran yet. */
    public Frontier(Graph graph) {
        this.graph = graph;
        this.links = graph.links();
        this.open = new int[graph.size()];
        this.ends = new End[graph.size()];
        this.running = new BitSet(graph.size());
        this.undecided = graph.size();
        for (int number = 0; number < open.length; number++) {
            open[number] = links.needs(number);
        }
    }

    /**
     * What came of an event.
     *
     * @param ready stages that begin now
     * @param skipped stages that do not run, because of what they need
     */
    public record Moved(List<String> ready, List<Skip> skipped) {}

    /**
     * A stage that does not run.
     *
     * @param because the first stage whose end does not suit it
     * @param on what it asked of that one
     * @param counts as what it has ended for those that need it: failed where it needed a success that did not come, skipped where it waited only
     *     for failures
     */
    public record Skip(String stage, String because, On on, End counts) {}

    /** The stages that need nothing. */
    public Moved begin() {
        var ready = new ArrayList<String>();
        for (int number = 0; number < open.length; number++) {
            if (open[number] == 0) {
                start(number, ready);
            }
        }
        return new Moved(ready, List.of());
    }

    /**
     * A stage that was ready has ended.
     *
     * @throws IllegalStateException if the stage is not running
     */
    public Moved ended(String stage, End how) {
        int first = graph.number(stage);
        if (!running.get(first)) {
            throw new IllegalStateException("Stage '" + stage + "' is not running, and so it can not end as " + how);
        }
        running.clear(first);
        var ready = new ArrayList<String>();
        var skipped = new ArrayList<Skip>();
        var queue = new ArrayDeque<Integer>();
        ends[first] = how;
        queue.add(first);
        while (!queue.isEmpty()) {
            int done = queue.remove();
            for (int i = 0; i < links.followers(done); i++) {
                int follower = links.follower(done, i);
                if (--open[follower] == 0 && !stopped) {
                    decide(follower, ready, skipped, queue);
                }
            }
        }
        return new Moved(ready, skipped);
    }

    private void decide(int number, List<String> ready, List<Skip> skipped, ArrayDeque<Integer> queue) {
        int unmet = -1;
        var counts = End.SKIPPED;
        for (int i = 0; i < links.needs(number); i++) {
            var end = ends[links.needed(number, i)];
            if (end != null && !links.on(number, i).holds(end)) {
                if (links.on(number, i) == On.SUCCESS && counts != End.FAILED) {
                    counts = End.FAILED;
                    unmet = i;
                }
                unmet = unmet < 0 ? i : unmet;
            }
        }
        if (unmet < 0) {
            start(number, ready);
            return;
        }
        undecided--;
        ends[number] = counts;
        queue.add(number);
        skipped.add(
                new Skip(graph.name(number), graph.name(links.needed(number, unmet)), links.on(number, unmet), counts));
    }

    private void start(int number, List<String> ready) {
        undecided--;
        running.set(number);
        ready.add(graph.name(number));
    }

    /** No further stage begins. Gives those that now never will, in the order of the source; running ones still end. */
    public List<String> stop() {
        stopped = true;
        var left = new ArrayList<String>();
        for (int number = 0; number < open.length; number++) {
            if (ends[number] == null && !running.get(number)) {
                left.add(graph.name(number));
            }
        }
        undecided = 0;
        return left;
    }

    /** The stages that began and did not end, in the order of the source. */
    public List<String> running() {
        return running.stream().mapToObj(graph::name).toList();
    }

    /** Nothing runs, and nothing will. */
    public boolean done() {
        return undecided == 0 && running.isEmpty();
    }
}
