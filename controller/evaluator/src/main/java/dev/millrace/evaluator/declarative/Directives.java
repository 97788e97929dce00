package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Reads the directives that pipelines and stages share. */
final class Directives {
    private final Sheet sheet;
    private final StepsCheck steps;
    private final AgentReader agents;
    private final EnvironmentReader environments;
    private final EntriesReader entries;
    private final ToolsReader tools;
    private final InputReader inputs;

    Directives(Sheet sheet) {
        this.sheet = sheet;
        this.steps = new StepsCheck(sheet);
        this.agents = new AgentReader(sheet);
        this.environments = new EnvironmentReader(sheet);
        this.entries = new EntriesReader(sheet);
        this.tools = new ToolsReader(sheet);
        this.inputs = new InputReader(sheet, entries);
    }

    Optional<Model.Agent> agent(Item item) {
        return agents.agent(item);
    }

    List<Model.Variable> environment(Item item) {
        return item.body().isEmpty() ? sheet.needsBlock(item) : environments.environment(item);
    }

    /** @param stage of a stage, where fewer are allowed */
    List<Model.Entry> options(Item item, boolean stage) {
        return entries(item, stage ? Vocabulary.stageOptions() : Vocabulary.options(), Signatures.OPTIONS);
    }

    List<Model.Entry> parameters(Item item) {
        return entries(item, Signatures.PARAMETERS.names(), Signatures.PARAMETERS);
    }

    List<Model.Entry> triggers(Item item) {
        return entries(item, Signatures.TRIGGERS.names(), Signatures.TRIGGERS);
    }

    private List<Model.Entry> entries(Item item, Set<String> names, Signatures signatures) {
        return item.body().isEmpty() ? sheet.needsBlock(item) : entries.entries(item, names, signatures);
    }

    List<Model.Entry> tools(Item item) {
        return item.body().isEmpty() ? sheet.needsBlock(item) : tools.tools(item);
    }

    List<Model.Entry> libraries(Item item) {
        return item.body().isEmpty() ? sheet.needsBlock(item) : tools.libraries(item);
    }

    Model.Input input(Item item) {
        return inputs.input(item);
    }

    List<Model.Post> post(Item item) {
        var posts = new ArrayList<Model.Post>();
        if (item.body().isEmpty()) {
            return sheet.needsBlock(item);
        }
        var sections = new Sections(sheet, item, Set.copyOf(Vocabulary.POST), "post condition");
        for (var section : sections.items()) {
            if (section.body().isEmpty()) {
                sheet.needsBlock(section);
                continue;
            }
            steps.check(section);
            posts.add(
                    new Model.Post(section.name(), sheet.closure(section.body().get())));
        }
        if (Item.statements(item.body().get()).isEmpty()) {
            sheet.wrong(item.node(), "post can not be empty", "Add always { }, or remove it");
        }
        return Vocabulary.POST.stream()
                .flatMap(name -> posts.stream().filter(post -> post.condition().equals(name)))
                .toList();
    }

    /** The body of {@code steps}. */
    Model.Steps steps(Item item) {
        if (item.body().isEmpty()) {
            sheet.needsBlock(item);
            return new Model.Steps(-1);
        }
        steps.check(item);
        return new Model.Steps(sheet.closure(item.body().get()));
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
