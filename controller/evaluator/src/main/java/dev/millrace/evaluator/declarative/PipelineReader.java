package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads {@code pipeline { }}. */
public final class PipelineReader {
    private final Sheet sheet;
    private final Directives directives;
    private final StageReader stages;

    private PipelineReader(Sheet sheet) {
        this.sheet = sheet;
        this.directives = new Directives(sheet);
        this.stages = new StageReader(sheet, directives);
    }

    /**
     * Finds and reads a declarative pipeline among the statements of a script; empty if there is none.
     *
     * @param methods that the script itself defines
     * @param known the steps that there are
     */
    public static Optional<Parsed> read(List<Statement> statements, Set<String> methods, Known known) {
        for (var statement : statements) {
            var item = Item.of(statement)
                    .filter(candidate -> candidate.name().equals("pipeline")
                            && candidate.body().isPresent()
                            && candidate.positional().isEmpty()
                            && candidate.named().isEmpty());
            if (item.isPresent()) {
                var sheet = new Sheet(known, methods);
                var model = new PipelineReader(sheet).read(item.get());
                OutputsCheck.check(sheet, model);
                var problems = sheet.problems();
                return Optional.of(new Parsed(
                        problems.stream().noneMatch(Problem::fatal) ? Optional.of(model) : Optional.empty(),
                        sheet.closures(),
                        (ExpressionStatement) statement,
                        problems));
            }
        }
        return Optional.empty();
    }

    private Model read(Item pipeline) {
        Optional<Model.Agent> agent = Optional.empty();
        List<Model.Variable> environment = List.of();
        List<Model.Entry> options = List.of();
        List<Model.Entry> parameters = List.of();
        List<Model.Entry> triggers = List.of();
        List<Model.Entry> tools = List.of();
        List<Model.Entry> libraries = List.of();
        List<Model.Stage> found = List.of();
        List<Model.Post> post = List.of();
        var sections = new Sections(sheet, pipeline, Vocabulary.SECTIONS, "section");
        for (var section : sections.items()) {
            switch (section.name()) {
                case "agent" -> agent = directives.agent(section);
                case "environment" -> environment = directives.environment(section);
                case "options" -> options = directives.options(section, false);
                case "parameters" -> parameters = directives.parameters(section);
                case "triggers" -> triggers = directives.triggers(section);
                case "tools" -> tools = directives.tools(section);
                case "libraries" -> libraries = directives.libraries(section);
                case "stages" -> found = stages.stages(section, 0);
                case "post" -> post = directives.post(section);
                default -> {}
            }
        }
        require(sections, pipeline.node(), "agent", "Write agent any, or agent none and an agent in each stage");
        require(sections, pipeline.node(), "stages", "Write stages { stage('Build') { steps { } } }");
        return new Model(
                agent, environment, options, parameters, triggers, tools, libraries, found, new ArrayList<>(post));
    }

    private void require(Sections sections, ASTNode where, String name, String hint) {
        if (!sections.has(name)) {
            sheet.wrong(where, "Missing required section \"" + name + "\"", hint);
        }
    }
}
