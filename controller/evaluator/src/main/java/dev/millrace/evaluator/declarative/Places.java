package dev.millrace.evaluator.declarative;

import dev.millrace.evaluator.graph.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where each stage of a pipeline stands, and which of two ends before the other begins. */
final class Places {
    /** The kind of a block of stages. */
    private enum Order {
        SEQUENCE,
        GRAPH,
        TOGETHER
    }

    private record Block(Order order, Optional<Graph> graph, Map<String, Set<String>> ancestors) {}

    /** A stage. Two are the same only if they are one. */
    static final class Place {
        private final Model.Stage stage;
        private final int index;
        private final List<Place> chain = new ArrayList<>();
        private final List<Block> blocks = new ArrayList<>();

        private Place(Model.Stage stage, int index, List<Place> around, List<Block> blocks) {
            this.stage = stage;
            this.index = index;
            this.chain.addAll(around);
            this.chain.add(this);
            this.blocks.addAll(blocks);
        }

        Model.Stage stage() {
            return stage;
        }

        /** The outputs that it shows to others: those of a matrix are its cells'. */
        List<Model.Output> outputs() {
            return cell().map(Model.Stage::outputs).orElse(stage.outputs());
        }

        /** The first cell, where it is a matrix. */
        Optional<Model.Stage> cell() {
            return switch (stage.body()) {
                case Model.Matrix matrix -> matrix.cells().stream().findFirst();
                case Model.FanOut fan -> Optional.of(fan.cell());
                case Model.Steps steps -> Optional.empty();
                case Model.Sequence sequence -> Optional.empty();
                case Model.Branches branches -> Optional.empty();
            };
        }
    }

    private final List<Place> all = new ArrayList<>();
    private final Map<String, List<Place>> byName = new HashMap<>();

    Places(List<Model.Stage> stages) {
        add(stages, Order.SEQUENCE, List.of(), List.of());
    }

    private void add(List<Model.Stage> stages, Order plain, List<Place> around, List<Block> blocksAround) {
        var graph = GraphReader.isGraph(stages);
        var block = new Block(
                graph ? Order.GRAPH : plain,
                graph ? Graph.plan(GraphReader.nodes(stages)).graph() : Optional.empty(),
                new HashMap<>());
        var blocks = new ArrayList<>(blocksAround);
        blocks.add(block);
        for (int index = 0; index < stages.size(); index++) {
            var stage = stages.get(index);
            var place = new Place(stage, index, around, blocks);
            all.add(place);
            byName.computeIfAbsent(stage.name(), name -> new ArrayList<>()).add(place);
            var body = place.cell().map(Model.Stage::body).orElse(stage.body());
            switch (body) {
                case Model.Sequence inner -> add(inner.stages(), Order.SEQUENCE, place.chain, blocks);
                case Model.Branches inner -> add(inner.stages(), Order.TOGETHER, place.chain, blocks);
                case Model.Steps steps -> {}
                case Model.Matrix matrix -> {}
                case Model.FanOut fan -> {}
            }
        }
    }

    List<Place> all() {
        return all;
    }

    Set<String> names() {
        return byName.keySet();
    }

    List<Place> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** True if the one has ended, or is still around or inside, whenever the other runs. */
    boolean before(Place one, Place other) {
        int common = Math.min(one.chain.size(), other.chain.size());
        for (int depth = 0; depth < common; depth++) {
            var first = one.chain.get(depth);
            var second = other.chain.get(depth);
            if (first != second) {
                return ordered(first, second, first.blocks.get(depth));
            }
        }
        return true;
    }

    private static boolean ordered(Place first, Place second, Block block) {
        return switch (block.order()) {
            case SEQUENCE -> first.index < second.index;
            case TOGETHER -> false;
            case GRAPH ->
                block.graph().isEmpty()
                        || block.ancestors()
                                .computeIfAbsent(
                                        second.stage.name(), block.graph().get()::ancestors)
                                .contains(first.stage.name());
        };
    }
}
