package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.GStringExpression;

/** Reads {@code stages}, {@code parallel} and {@code stage}. */
final class StageReader {
    private static final List<String> BODIES = List.of("steps", "stages", "parallel", "matrix");
    private final Sheet sheet;
    private final Directives directives;
    private final Conditions conditions;
    private final MatrixReader matrices;
    private final GraphReader graphs;

    StageReader(Sheet sheet, Directives directives) {
        this.sheet = sheet;
        this.directives = directives;
        this.conditions = new Conditions(sheet);
        this.matrices = new MatrixReader(sheet, this);
        this.graphs = new GraphReader(sheet);
    }

    /** @param depth of parallel blocks around */
    List<Model.Stage> stages(Item block, int depth) {
        var stages = new ArrayList<Model.Stage>();
        if (block.body().isEmpty()) {
            sheet.needsBlock(block);
            return stages;
        }
        var names = new HashSet<String>();
        for (var statement : Item.statements(block.body().get())) {
            var item = Item.of(statement).filter(Item::call).orElse(null);
            if (item == null || !item.name().equals("stage")) {
                sheet.wrong(
                        statement,
                        "Expected a stage",
                        item == null
                                ? "Write stage('Build') { steps { } }"
                                : sheet.known.hint(item.name(), Set.of("stage")));
                continue;
            }
            var stage = stage(item, depth);
            if (!names.add(stage.name()) && !stage.name().isEmpty()) {
                sheet.wrong(item.node(), "Duplicate stage name: \"" + stage.name() + "\"", "Rename one");
            }
            stages.add(stage);
        }
        if (stages.isEmpty() && Item.statements(block.body().get()).isEmpty()) {
            sheet.wrong(block.node(), "No stages specified", "Write stage('Build') { steps { } }");
        }
        graphs.check(stages);
        return stages;
    }

    private Model.Stage stage(Item item, int depth) {
        var name = name(item);
        if (item.body().isEmpty()) {
            sheet.needsBlock(item);
        }
        return stage(item, name, Vocabulary.STAGE_SECTIONS, "stage section", depth);
    }

    private String name(Item item) {
        if (item.positional().size() == 1) {
            switch (item.positional().getFirst()) {
                case ConstantExpression constant
                when constant.getValue() instanceof String text -> {
                    return text;
                }
                case GStringExpression text -> {
                    sheet.wrong(
                            text, "Expected string literal for the name of a stage", "Use single quotes and no ${…}");
                    return "";
                }
                default -> {}
            }
        }
        sheet.wrong(item.node(), "Expected a stage name", "Write stage('Build') { }");
        return "";
    }

    /** A stage, or a matrix, which is a stage that has axes. */
    Model.Stage stage(Item item, String name, Set<String> valid, String what, int depth) {
        Optional<Model.Agent> agent = Optional.empty();
        List<Model.Variable> environment = List.of();
        List<Model.Entry> options = List.of();
        List<Model.Entry> tools = List.of();
        Optional<Model.When> when = Optional.empty();
        Optional<Model.Input> input = Optional.empty();
        var failFast = false;
        Model.Body body = new Model.Sequence(List.of());
        List<Model.Post> post = List.of();
        var needs = new ArrayList<Model.Need>();
        List<Model.Output> outputs = List.of();
        var sections = List.<Item>of();
        if (item.body().isPresent()) {
            var read = new Sections(sheet, item, valid, what);
            sections = read.items();
            read.needs().forEach(section -> needs.addAll(graphs.needs(section)));
        }
        var bodies = new ArrayList<Item>();
        for (var section : sections) {
            if (BODIES.contains(section.name())) {
                bodies.add(section);
            }
            switch (section.name()) {
                case "agent" -> agent = directives.agent(section);
                case "environment" -> environment = directives.environment(section);
                case "options" -> options = directives.options(section, true);
                case "tools" -> tools = directives.tools(section);
                case "when" -> when = Optional.of(conditions.when(section));
                case "input" -> input = Optional.of(directives.input(section));
                case "failFast" -> failFast = failFast(section);
                case "steps" -> body = directives.steps(section);
                case "stages" -> body = new Model.Sequence(stages(section, depth));
                case "parallel" -> body = new Model.Branches(branches(section, depth));
                case "matrix" -> body = matrices.matrix(section, depth);
                case "post" -> post = directives.post(section);
                case "outputs" -> outputs = outputs(section, sections);
                default -> {}
            }
        }
        exactlyOne(item, name, bodies);
        if (body instanceof Model.Branches || body instanceof Model.Matrix || body instanceof Model.FanOut) {
            alone(sections, bodies.getFirst().name());
        } else if (failFast) {
            sheet.wrong(item.node(), "failFast needs parallel or matrix", "Remove it");
        }
        return new Model.Stage(
                name,
                item.node().getLineNumber(),
                agent,
                environment,
                options,
                tools,
                when,
                input,
                failFast,
                needs,
                outputs,
                body,
                post);
    }

    private List<Model.Output> outputs(Item section, List<Item> sections) {
        if (sections.stream().anyMatch(other -> other.name().equals("matrix"))) {
            sheet.wrong(
                    section.node(),
                    "outputs of a stage with matrix are those of its cells",
                    "Move outputs { } into matrix { }");
        }
        return graphs.outputs(section);
    }

    private void exactlyOne(Item item, String name, List<Item> bodies) {
        if (item.body().isEmpty()) {
            return;
        }
        if (bodies.isEmpty()) {
            var matrix = item.name().equals("matrix");
            sheet.wrong(
                    item.node(),
                    matrix ? "Missing required section \"stages\"" : "Nothing to execute within stage \"" + name + "\"",
                    matrix
                            ? "Write stages { stage('Build') { steps { } } }"
                            : "Add one of steps, stages, parallel, matrix");
        }
        for (int i = 1; i < bodies.size(); i++) {
            sheet.wrong(
                    bodies.get(i).node(),
                    "Only one of \"matrix\", \"parallel\", \"stages\", or \"steps\" allowed for stage \"" + name + "\"",
                    "Move " + bodies.get(i).name() + " to a stage of its own");
        }
    }

    /** A stage of branches has no agent or tools of its own. */
    private void alone(List<Item> sections, String body) {
        for (var section : sections) {
            if (section.name().equals("agent") || section.name().equals("tools")) {
                sheet.wrong(
                        section.node(),
                        "\"" + section.name() + "\" is not allowed in a stage with " + body
                                + ", as it runs nothing itself",
                        "Put it into the stages inside");
            }
        }
    }

    private List<Model.Stage> branches(Item section, int depth) {
        nesting(section, depth);
        return stages(section, depth + 1);
    }

    /** Parallel stages do not nest. */
    void nesting(Item section, int depth) {
        if (depth > 0) {
            sheet.wrong(
                    section.node(),
                    "Parallel stages or branches can only be included in a top-level stage.",
                    "Use the parallel step inside script { }");
        }
    }

    private boolean failFast(Item section) {
        var value = section.positional().size() == 1 ? section.positional().getFirst() : null;
        if (value instanceof ConstantExpression constant && constant.getValue() instanceof Boolean truth) {
            return truth;
        }
        sheet.wrong(section.node(), "Expected a boolean with failFast", "Write failFast true");
        return false;
    }
}
