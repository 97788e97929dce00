package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;

/** Reads the directives that pipelines and stages share. */
final class Directives {
    private final Sheet sheet;
    private final StepsCheck steps;

    Directives(Sheet sheet) {
        this.sheet = sheet;
        this.steps = new StepsCheck(sheet);
    }

    Optional<Model.Agent> agent(Item item) {
        var line = item.node().getLineNumber();
        if (item.body().isEmpty()) {
            var kind = item.positional().size() == 1 ? word(item.positional().getFirst()) : Optional.<String>empty();
            if (kind.isPresent() && (kind.get().equals("any") || kind.get().equals("none"))) {
                return Optional.of(new Model.Agent(kind.get(), List.of(), line));
            }
            sheet.wrong(
                    item.node(), "No agent type specified", "Write agent any, agent none or agent { label 'linux' }");
            return Optional.empty();
        }
        var types = new ArrayList<Item>();
        for (var statement : Item.statements(item.body().get())) {
            Item.of(statement)
                    .ifPresentOrElse(types::add, () -> sheet.wrong(statement, "Not a valid agent definition"));
        }
        if (types.size() != 1) {
            sheet.wrong(
                    item.node(),
                    types.isEmpty() ? "No agent type specified" : "Only one agent type is allowed per agent section",
                    "Valid are " + String.join(", ", new TreeSet<>(Vocabulary.AGENTS)));
            return Optional.empty();
        }
        return Optional.of(agentType(types.getFirst(), line));
    }

    private Model.Agent agentType(Item type, int line) {
        if (!Vocabulary.AGENTS.contains(type.name())) {
            sheet.wrong(
                    type.node(),
                    "Invalid agent type \"" + type.name() + "\" specified",
                    near(type.name(), Vocabulary.AGENTS));
        }
        if (type.body().isEmpty()) {
            return new Model.Agent(type.name(), type.arguments(sheet), line);
        }
        var arguments = new ArrayList<Model.Argument>();
        for (var statement : Item.statements(type.body().get())) {
            var field = Item.of(statement).orElse(null);
            if (field == null || field.positional().size() != 1) {
                sheet.wrong(statement, "Not a valid field of agent " + type.name(), "Write name 'value'");
                continue;
            }
            var valid = fields(type.name());
            if (!valid.isEmpty() && !valid.contains(field.name())) {
                sheet.wrong(
                        field.node(),
                        "Invalid config option \"" + field.name() + "\" for agent type \"" + type.name() + "\"",
                        near(field.name(), valid));
            }
            arguments.add(new Model.Argument(
                    field.name(), sheet.operand(field.positional().getFirst())));
        }
        return new Model.Agent(type.name(), arguments, line);
    }

    private static Set<String> fields(String type) {
        return switch (type) {
            case "node", "label" -> Set.of("label", "customWorkspace");
            case "docker" ->
                Set.of(
                        "image",
                        "label",
                        "args",
                        "alwaysPull",
                        "reuseNode",
                        "registryUrl",
                        "registryCredentialsId",
                        "customWorkspace",
                        "containerPerStageRoot");
            case "dockerfile" ->
                Set.of(
                        "filename",
                        "dir",
                        "label",
                        "args",
                        "additionalBuildArgs",
                        "reuseNode",
                        "registryUrl",
                        "registryCredentialsId",
                        "customWorkspace");
            default -> Set.of();
        };
    }

    List<Model.Variable> environment(Item item) {
        var variables = new ArrayList<Model.Variable>();
        var seen = new HashSet<String>();
        if (item.body().isEmpty()) {
            needsBlock(item);
            return variables;
        }
        for (var statement : Item.statements(item.body().get())) {
            if (!(statement instanceof ExpressionStatement simple
                    && simple.getExpression() instanceof BinaryExpression pair
                    && pair.getOperation().getText().equals("=")
                    && pair.getLeftExpression() instanceof VariableExpression variable)) {
                sheet.wrong(statement, "Expected name=value pairs in environment", "Write NAME = 'value'");
                continue;
            }
            var name = variable.getName();
            if (!seen.add(name)) {
                sheet.wrong(variable, "Duplicate environment variable name: \"" + name + "\"", "Remove one");
            }
            if (!plain(pair.getRightExpression())) {
                sheet.wrong(
                        pair.getRightExpression(),
                        "Environment variable values must either be single quoted, double quoted, or function calls.",
                        "Put it in quotes: " + name + " = \"${…}\"");
            }
            variables.add(new Model.Variable(name, sheet.operand(pair.getRightExpression())));
        }
        if (variables.isEmpty()) {
            sheet.wrong(item.node(), "No variables specified for environment", "Write NAME = 'value', or remove it");
        }
        return variables;
    }

    private static boolean plain(Expression value) {
        return switch (value) {
            case ConstantExpression constant -> constant.getValue() != null;
            case GStringExpression text -> true;
            case MethodCallExpression call -> true;
            case BinaryExpression sum ->
                sum.getOperation().getText().equals("+")
                        && plain(sum.getLeftExpression())
                        && plain(sum.getRightExpression());
            default -> !(value instanceof ClosureExpression);
        };
    }

    /** Options, parameters, triggers: calls of known names, each at most once where {@code what} says so. */
    List<Model.Entry> entries(Item item, Set<String> names, String what) {
        var entries = new ArrayList<Model.Entry>();
        var seen = new HashSet<String>();
        if (item.body().isEmpty()) {
            needsBlock(item);
            return entries;
        }
        for (var statement : Item.statements(item.body().get())) {
            var entry = Item.of(statement).orElse(null);
            if (entry == null) {
                sheet.wrong(statement, "Not a valid " + what + " definition: \"" + statement.getText() + "\"");
                continue;
            }
            if (entry.body().isPresent()) {
                sheet.wrong(
                        entry.node(), "\"" + entry.name() + "\" takes no block here", "Write " + entry.name() + "(…)");
            }
            if (!names.contains(entry.name())) {
                sheet.wrong(
                        entry.node(), "Invalid " + what + " type \"" + entry.name() + "\"", near(entry.name(), names));
            }
            if (!what.equals("parameter") && !seen.add(entry.name())) {
                sheet.wrong(entry.node(), "Duplicate " + what + " name: \"" + entry.name() + "\"", "Remove one");
            }
            if (!entry.named().isEmpty() && !entry.positional().isEmpty()) {
                sheet.wrong(
                        entry.node(), "Can't mix named and unnamed parameter definition arguments", "Name all of them");
            }
            entries.add(new Model.Entry(
                    entry.name(), entry.arguments(sheet), entry.node().getLineNumber()));
        }
        if (entries.isEmpty()) {
            sheet.wrong(item.node(), "No " + what + "s specified in \"" + item.name() + "\"", "Add one, or remove it");
        }
        return entries;
    }

    List<Model.Entry> triggers(Item item) {
        return entries(item, Vocabulary.TRIGGERS, "trigger");
    }

    List<Model.Entry> tools(Item item) {
        var entries = new ArrayList<Model.Entry>();
        if (item.body().isEmpty()) {
            needsBlock(item);
            return entries;
        }
        for (var statement : Item.statements(item.body().get())) {
            var tool = Item.of(statement).orElse(null);
            if (tool == null || tool.positional().size() != 1) {
                sheet.wrong(statement, "Expected a tool's type and name", "Write maven 'apache-maven-3'");
            } else {
                entries.add(new Model.Entry(
                        tool.name(), tool.arguments(sheet), tool.node().getLineNumber()));
            }
        }
        if (entries.isEmpty()) {
            sheet.wrong(item.node(), "No tools specified", "Add one, or remove it");
        }
        return entries;
    }

    void libraries(Item item) {
        if (item.body().isEmpty()) {
            needsBlock(item);
            return;
        }
        for (var statement : Item.statements(item.body().get())) {
            var library = Item.of(statement).orElse(null);
            if (library == null || !library.name().equals("lib")) {
                sheet.wrong(statement, "Invalid content of libraries", "Write lib('name@version')");
            }
        }
    }

    List<Model.Post> post(Item item) {
        var posts = new ArrayList<Model.Post>();
        var sections = new Sections(sheet, item, Set.copyOf(Vocabulary.POST), "post condition");
        for (var section : sections.items()) {
            if (section.body().isEmpty()) {
                needsBlock(section);
                continue;
            }
            steps.check(section);
            posts.add(
                    new Model.Post(section.name(), sheet.closure(section.body().get())));
        }
        if (item.body().isPresent() && Item.statements(item.body().get()).isEmpty()) {
            sheet.wrong(item.node(), "post can not be empty", "Add always { }, or remove it");
        }
        return Vocabulary.POST.stream()
                .flatMap(name -> posts.stream().filter(post -> post.condition().equals(name)))
                .collect(Collectors.toList());
    }

    /** The body of {@code steps}. */
    Model.Steps steps(Item item) {
        if (item.body().isEmpty()) {
            needsBlock(item);
            return new Model.Steps(-1);
        }
        steps.check(item);
        return new Model.Steps(sheet.closure(item.body().get()));
    }

    Model.Input input(Item item) {
        var arguments = new ArrayList<>(item.arguments(sheet));
        List<Model.Entry> parameters = List.of();
        var fields = Set.of("message", "id", "ok", "submitter", "submitterParameter", "parameters");
        if (item.body().isPresent()) {
            for (var field : new Sections(sheet, item, fields, "input field").items()) {
                if (field.name().equals("parameters")) {
                    parameters = entries(field, Vocabulary.PARAMETERS, "parameter");
                } else if (field.positional().size() == 1) {
                    arguments.add(new Model.Argument(
                            field.name(), sheet.operand(field.positional().getFirst())));
                } else {
                    sheet.wrong(field.node(), "\"" + field.name() + "\" takes one value");
                }
            }
        }
        return new Model.Input(arguments, parameters, item.node().getLineNumber());
    }

    void needsBlock(Item item) {
        sheet.wrong(
                item.node(),
                "Not a valid section definition: \"" + item.name() + "\". Some extra configuration is required.",
                "Write " + item.name() + " { }");
    }

    private String near(String name, Set<String> names) {
        var hint = sheet.known.hint(name, names);
        return hint.isEmpty() ? "Valid are " + String.join(", ", new TreeSet<>(names)) : hint;
    }

    /** A bare name, or text. */
    static Optional<String> word(Expression expression) {
        return switch (expression) {
            case VariableExpression variable -> Optional.of(variable.getName());
            case ConstantExpression constant when constant.getValue() instanceof String text -> Optional.of(text);
            default -> Optional.empty();
        };
    }
}
