package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.DeclaredParameter;
import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.Refused;
import dev.millrace.evaluator.language.Sneaky;
import dev.millrace.wire.proto.ProblemRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Gives the parameters of a pipeline their values: what the run was given, checked, or their defaults. */
final class Defaults {
    private final PipelineRun run;
    private final Closures closures;

    Defaults(PipelineRun run, Closures closures) {
        this.run = run;
        this.closures = closures;
    }

    /** Refuses the run, with all that is wrong, where it was given something that a parameter cannot have. */
    void add(List<Model.Entry> parameters) {
        var given = new TreeSet<>(run.parameters().given());
        var problems = new ArrayList<ProblemRecord>();
        for (var parameter : parameters) {
            var declared = DeclaredParameter.of(parameter.name(), closures.arguments(parameter.arguments(), "name"));
            given.remove(declared.name());
            try {
                run.parameters().declare(declared);
            } catch (IllegalArgumentException e) {
                problems.add(ProblemRecord.newBuilder()
                        .setFile(run.file())
                        .setLine(parameter.line())
                        .setColumn(parameter.column())
                        .setMessage(String.valueOf(e.getMessage()))
                        .build());
            }
        }
        if (!problems.isEmpty()) {
            throw Sneaky.thrown(new Refused(problems));
        }
        if (!parameters.isEmpty()) {
            given.forEach(name -> undeclared(name, parameters));
        }
    }

    private void undeclared(String name, List<Model.Entry> parameters) {
        var names = parameters.stream()
                .map(parameter -> String.valueOf(
                        closures.arguments(parameter.arguments(), "name").get("name")))
                .toList();
        var hint = Nearest.hint(name, names);
        run.remark("The pipeline declares no parameter '%s'. %s"
                .formatted(name, hint.isEmpty() ? "It declares " + String.join(", ", names) : hint));
    }
}
