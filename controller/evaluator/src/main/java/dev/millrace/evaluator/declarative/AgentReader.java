package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;

/** Reads {@code agent}. */
final class AgentReader {
    private final Sheet sheet;
    private final ArgumentsCheck arguments;

    AgentReader(Sheet sheet) {
        this.sheet = sheet;
        this.arguments = new ArgumentsCheck(sheet);
    }

    Optional<Model.Agent> agent(Item item) {
        var line = item.node().getLineNumber();
        if (item.body().isEmpty()) {
            var kind = item.positional().size() == 1 && item.named().isEmpty()
                    ? Directives.word(item.positional().getFirst())
                    : Optional.<String>empty();
            if (kind.isPresent() && (kind.get().equals("any") || kind.get().equals("none"))) {
                return Optional.of(new Model.Agent(kind.get(), List.of(), line));
            }
            sheet.wrong(
                    item.node(),
                    "No agent type specified",
                    kind.flatMap(word -> near(word, List.of("any", "none")))
                            .orElse("Write agent any, agent none or agent { label 'linux' }"));
            return Optional.empty();
        }
        var types = new ArrayList<Item>();
        for (var statement : Item.statements(item.body().get())) {
            Item.of(statement)
                    .ifPresentOrElse(
                            types::add,
                            () -> sheet.wrong(
                                    statement, "Not a valid agent definition", "Write agent { label 'linux' }"));
        }
        if (types.size() != 1) {
            sheet.wrong(
                    types.size() > 1 ? types.get(1).node() : item.node(),
                    types.isEmpty() ? "No agent type specified" : "Only one agent type is allowed per agent section",
                    types.size() > 1 && types.stream().allMatch(type -> field(type.name()))
                            ? "Put them into one: agent { node { label 'linux'; … } }"
                            : Sheet.valid(kinds()));
            return Optional.empty();
        }
        return Optional.of(type(types.getFirst(), line));
    }

    private static boolean field(String name) {
        return Signatures.AGENTS
                .of("docker")
                .filter(docker -> docker.field(name).isPresent())
                .isPresent();
    }

    private Set<String> kinds() {
        var kinds = new TreeSet<>(Signatures.AGENTS.names());
        kinds.addAll(sheet.known.agents());
        return kinds;
    }

    private Model.Agent type(Item type, int line) {
        var takes = Signatures.AGENTS
                .of(type.name())
                .or(() -> sheet.known.agents().contains(type.name())
                        ? Optional.of(Signature.of(type.name(), "..."))
                        : Optional.empty());
        if (takes.isEmpty()) {
            sheet.wrong(
                    type.node(),
                    "Invalid agent type \"" + type.name() + "\" specified",
                    near(type.name(), kinds()).orElse(Sheet.valid(kinds())));
        }
        if (type.body().isPresent()) {
            return new Model.Agent(type.name(), fields(type, takes), line);
        }
        // any and none may stand inside braces too, where nothing looks at what is behind them
        takes.filter(known -> type.call() && !known.fields().isEmpty())
                .ifPresent(known -> arguments.entry(type, known, "agent"));
        return new Model.Agent(type.name(), type.arguments(sheet), line);
    }

    private List<Model.Argument> fields(Item type, Optional<Signature> takes) {
        var fields = new ArrayList<Model.Argument>();
        var seen = new ArrayList<String>();
        for (var statement : Item.statements(type.body().orElseThrow())) {
            var field = Item.of(statement).orElse(null);
            if (field == null || !field.call()) {
                sheet.wrong(statement, "Not a valid field of agent " + type.name(), "Write name 'value'");
                continue;
            }
            if (seen.contains(field.name()) && !field.body().isPresent()) {
                sheet.wrong(field.node(), "Duplicate config option \"" + field.name() + "\"", "Remove one");
            }
            seen.add(field.name());
            takes.ifPresent(known -> check(field, known));
            field(field, takes).ifPresent(fields::add);
        }
        takes.ifPresent(known -> known.fields().stream()
                .filter(needed -> needed.required() && !seen.contains(needed.name()))
                .forEach(needed -> sheet.wrong(
                        type.node(),
                        "Missing required parameter for agent type \"" + type.name() + "\": " + needed.name(),
                        "Add " + needed.name() + " '…'")));
        dockerfile(type, fields);
        return fields;
    }

    private void check(Item field, Signature takes) {
        if (takes.open()) {
            return;
        }
        var described = takes.field(field.name());
        if (described.isEmpty()) {
            sheet.wrong(
                    field.node(),
                    "Invalid config option \"" + field.name() + "\" for agent type \"" + takes.name() + "\"",
                    near(field.name(), takes.names()).orElse(Sheet.valid(takes.names())));
        } else if (field.positional().size() != 1
                || !field.named().isEmpty()
                || field.body().isPresent()) {
            sheet.wrong(field.node(), "\"" + field.name() + "\" takes one value", "Write " + field.name() + " 'value'");
        } else {
            value(field.positional().getFirst(), described.get());
        }
    }

    private void value(Expression value, Signature.Field field) {
        var literal = Literal.of(value);
        if (!literal.fits(field, false)) {
            sheet.wrong(value, "\"" + field.name() + "\" takes " + field.type().words + ", not " + literal.words(), "");
        }
    }

    /** The value of a field; blocks and lists of free-form kinds become closures. */
    private Optional<Model.Argument> field(Item field, Optional<Signature> takes) {
        if (field.body().isPresent()) {
            return takes.filter(Signature::open).isPresent()
                    ? Optional.of(new Model.Argument(
                            field.name(),
                            new Model.Operand(null, sheet.closure(field.body().get()))))
                    : Optional.empty();
        }
        return Stream.concat(
                        field.positional().stream(), field.named().stream().map(MapEntryExpression::getValueExpression))
                .findFirst()
                .map(value -> new Model.Argument(field.name(), sheet.operand(value)));
    }

    private void dockerfile(Item type, List<Model.Argument> fields) {
        for (var field : fields) {
            if (type.name().equals("dockerfile")
                    && field.name().equals("filename")
                    && field.value().constant() instanceof String name
                    && (name.contains("/") || name.contains("\\"))) {
                sheet.wrong(
                        type.node(),
                        "The filename of a dockerfile agent is a name, not a path: '" + name + "'",
                        "Write dir '" + name.substring(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')))
                                + "' beside it");
            }
        }
    }

    private Optional<String> near(String name, Collection<String> names) {
        return Optional.of(sheet.known.hint(name, new TreeSet<>(names))).filter(hint -> !hint.isEmpty());
    }
}
