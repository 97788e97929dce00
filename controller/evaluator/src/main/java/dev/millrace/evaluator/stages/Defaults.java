package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.PipelineRun;
import java.util.List;

/** Gives parameters that the run was not given their default values. */
final class Defaults {
    private final PipelineRun run;
    private final Closures closures;

    Defaults(PipelineRun run, Closures closures) {
        this.run = run;
        this.closures = closures;
    }

    void add(List<Model.Entry> parameters) {
        for (var parameter : parameters) {
            var arguments = closures.arguments(parameter.arguments(), "name");
            var value = arguments.get("defaultValue");
            var choices = arguments.get("choices");
            if (parameter.name().equals("choice") && choices != null) {
                var first = choices instanceof List<?> list
                        ? list
                        : List.of(choices.toString().split("\n"));
                value = value == null && !first.isEmpty() ? first.getFirst() : value;
            }
            if (parameter.name().equals("booleanParam")) {
                value = value != null && Boolean.parseBoolean(value.toString());
            }
            run.byDefault(String.valueOf(arguments.get("name")), value == null ? "" : value);
        }
    }
}
