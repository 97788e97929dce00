package dev.millrace.evaluator.declarative;

import dev.millrace.evaluator.graph.Fault;
import dev.millrace.evaluator.graph.Graph;
import dev.millrace.evaluator.graph.Node;
import dev.millrace.evaluator.graph.On;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** Reads {@code needs} and {@code outputs}, and says what is wrong with the graph that they make. */
final class GraphReader {
    private static final Set<String> ONS = Set.of("success", "failure", "always");
    private static final Set<String> TYPES = Set.of("text", "truth", "integer", "real", "list", "map", "any");
    /** Read on a matrix beside its outputs. */
    static final Set<String> OF_CELLS = Set.of("cells", "cell");

    private static final int NAMED_AT_MOST = 12;
    private final Sheet sheet;

    GraphReader(Sheet sheet) {
        this.sheet = sheet;
    }

    List<Model.Need> needs(Item item) {
        var on = Model.On.SUCCESS;
        for (var entry : item.named()) {
            var name = entry.getKeyExpression().getText();
            var word = String.valueOf(Literal.of(entry.getValueExpression()).text());
            if (!name.equals("on")) {
                sheet.wrong(entry, "Invalid parameter \"" + name + "\" of needs", "It has only on: 'failure'");
            } else if (!ONS.contains(word)) {
                var hint = sheet.known.hint(word, ONS);
                sheet.wrong(
                        entry.getValueExpression(),
                        "\"on\" of needs takes one of always, failure, success",
                        hint.isEmpty() ? "Write on: 'always'" : hint);
            } else {
                on = Model.On.valueOf(word.toUpperCase(Locale.ROOT));
            }
        }
        var needs = new ArrayList<Model.Need>();
        for (var value : names(item)) {
            if (value instanceof ConstantExpression constant && constant.getValue() instanceof String name) {
                needs.add(new Model.Need(name, on, value.getLineNumber(), value.getColumnNumber()));
            } else {
                sheet.wrong(value, "needs takes names of stages as literal text", "Write needs 'build', 'lint'");
            }
        }
        if (item.body().isPresent()
                || (item.positional().isEmpty() && item.body().isEmpty())) {
            sheet.wrong(item.node(), "needs takes names of stages", "Write needs 'build', 'lint'");
        }
        return needs;
    }

    private static List<Expression> names(Item item) {
        return item.positional().size() == 1 && item.positional().getFirst() instanceof ListExpression list
                ? list.getExpressions()
                : item.positional();
    }

    List<Model.Output> outputs(Item item) {
        if (item.body().isEmpty()) {
            return sheet.needsBlock(item);
        }
        var outputs = new ArrayList<Model.Output>();
        var seen = new HashSet<String>();
        var statements = Item.statements(item.body().get());
        for (var statement : statements) {
            var output = Item.of(statement).filter(Item::call).orElse(null);
            if (output == null
                    || output.positional().size() != 1
                    || !output.named().isEmpty()) {
                sheet.wrong(statement, "Expected the type and name of an output", "Write text 'version'");
                continue;
            }
            if (!TYPES.contains(output.name())) {
                var hint = sheet.known.hint(output.name(), TYPES);
                sheet.wrong(
                        output.node(),
                        "Unknown type of output \"" + output.name() + "\"",
                        hint.isEmpty() ? Sheet.valid(TYPES) : hint);
            }
            var name = Literal.of(output.positional().getFirst());
            if (name.kind() != Literal.Kind.TEXT || name.text() == null || !name(name.text())) {
                sheet.wrong(
                        output.positional().getFirst(),
                        "The name of an output is literal text of letters, digits and underscores, other than cell and cells",
                        "Write text 'version'");
            } else if (!seen.add(name.text())) {
                sheet.wrong(output.node(), "Duplicate output: \"" + name.text() + "\"", "Remove one");
            } else {
                outputs.add(new Model.Output(
                        name.text(), output.name(), output.node().getLineNumber()));
            }
        }
        if (statements.isEmpty()) {
            sheet.wrong(item.node(), "outputs can not be empty", "Write text 'version', or remove it");
        }
        return outputs;
    }

    private static boolean name(String name) {
        return EnvironmentReader.NAME.matcher(name).matches() && !OF_CELLS.contains(name);
    }

    /** Whether stages of a block are a graph. */
    static boolean isGraph(List<Model.Stage> stages) {
        return stages.stream().anyMatch(stage -> !stage.needs().isEmpty());
    }

    /** The stages of a block as the planner sees them. */
    static List<Node> nodes(List<Model.Stage> stages) {
        return stages.stream()
                .map(stage -> new Node(
                        stage.name(),
                        stage.needs().stream()
                                .map(need -> new Node.Edge(need.stage(), on(need.on())))
                                .toList()))
                .toList();
    }

    private static On on(Model.On on) {
        return switch (on) {
            case SUCCESS -> On.SUCCESS;
            case FAILURE -> On.FAILURE;
            case ALWAYS -> On.ALWAYS;
        };
    }

    void check(List<Model.Stage> stages) {
        if (isGraph(stages)) {
            Graph.plan(nodes(stages)).faults().forEach(fault -> wrong(stages, fault));
        }
    }

    private void wrong(List<Model.Stage> stages, Fault fault) {
        var stage = stages.get(fault.node());
        switch (fault) {
            // said where the block was read
            case Fault.SameName same -> {}
            case Fault.Unknown unknown ->
                wrong(
                        stage.needs().get(unknown.need()),
                        "Stage \"" + stage.name() + "\" needs \"" + unknown.name()
                                + "\", which is no stage of its block",
                        nearest(stages, stage, unknown.name()));
            case Fault.Self self ->
                wrong(
                        stage.needs().get(self.need()),
                        "Stage \"" + stage.name() + "\" needs itself",
                        "Remove it: a stage can only need others");
            case Fault.Twice twice ->
                wrong(
                        stage.needs().get(twice.need()),
                        "Stage \"" + stage.name() + "\" needs \"" + twice.name() + "\" twice",
                        "Remove one");
            case Fault.Contradiction both ->
                wrong(
                        stage.needs().get(both.need()),
                        "Stage \"" + stage.name() + "\" can never run: it needs \"" + both.name()
                                + "\" to succeed and to fail",
                        "Write on: 'always', or make two stages");
            case Fault.Unreachable never ->
                wrong(
                        stage.needs().get(never.need()),
                        "Stage \"" + stage.name() + "\" can never run: it needs \"" + never.failed()
                                + "\" to fail, and \"" + never.through() + "\" to succeed, which needs \""
                                + never.failed() + "\" to succeed",
                        "Write on: 'always', or make two stages");
            case Fault.Cycle cycle ->
                wrong(
                        stage.needs().get(cycle.need()),
                        "Stages wait for each other: "
                                + cycle.names().stream()
                                        .map(name -> "\"" + name + "\"")
                                        .collect(Collectors.joining(" needs "))
                                + " needs \"" + cycle.names().getFirst() + "\"",
                        "Remove one of these needs");
        }
    }

    private void wrong(Model.Need need, String message, String hint) {
        sheet.wrong(need.line(), need.column(), message, hint);
    }

    private String nearest(List<Model.Stage> stages, Model.Stage self, String name) {
        var names = new TreeSet<String>();
        stages.stream()
                .filter(stage ->
                        !stage.name().equals(self.name()) && !stage.name().isEmpty())
                .forEach(stage -> names.add(stage.name()));
        var hint = sheet.known.hint(name, names);
        if (!hint.isEmpty() || names.isEmpty()) {
            return hint;
        }
        return "Its block has "
                + names.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "))
                + (names.size() > NAMED_AT_MOST ? ", …" : "");
    }
}
