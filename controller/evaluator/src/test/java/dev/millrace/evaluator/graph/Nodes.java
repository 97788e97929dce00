package dev.millrace.evaluator.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Graphs for tests, as text: {@code "a; b a; c a b!; d b?"}. A name with {@code !} is needed to fail, with {@code ?} however it ends. */
final class Nodes {
    private static final List<On> ONS = List.of(On.values());

    private Nodes() {}

    static List<Node> of(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Nodes::node)
                .toList();
    }

    private static Node node(String line) {
        var words = List.of(line.split("\\s+"));
        return new Node(
                words.getFirst(),
                words.subList(1, words.size()).stream().map(Nodes::edge).toList());
    }

    private static Node.Edge edge(String word) {
        var on = word.endsWith("!") ? On.FAILURE : word.endsWith("?") ? On.ALWAYS : On.SUCCESS;
        return new Node.Edge(on == On.SUCCESS ? word : word.substring(0, word.length() - 1), on);
    }

    /** A graph without cycles, in a shuffled order of the source. */
    static List<Node> random(Random random, int size, int mostNeeds) {
        var nodes = new ArrayList<Node>();
        for (int number = 0; number < size; number++) {
            var needed = new TreeSet<Integer>();
            for (int i = random.nextInt(mostNeeds + 1); i > 0 && number > 0; i--) {
                needed.add(random.nextInt(number));
            }
            nodes.add(new Node(
                    "s" + number,
                    needed.stream()
                            .map(target -> new Node.Edge("s" + target, ONS.get(random.nextInt(ONS.size()))))
                            .toList()));
        }
        Collections.shuffle(nodes, random);
        return nodes;
    }
}
