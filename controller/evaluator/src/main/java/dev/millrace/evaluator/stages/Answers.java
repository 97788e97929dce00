package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.PipelineRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the question of a stage; what was answered is in the stage's environment. */
final class Answers {
    private static final String SUBMITTER = "submitterParameter";
    private final PipelineRun run;
    private final Closures closures;

    Answers(PipelineRun run, Closures closures) {
        this.run = run;
        this.closures = closures;
    }

    /** Runs the body when the question, if there is one, was answered with yes. */
    @Nullable
    Object around(Optional<Model.Input> input, PipelineRun.Body body) throws Exception {
        if (input.isEmpty()) {
            return body.run();
        }
        var arguments = closures.arguments(input.get().arguments(), "message");
        var names = new ArrayList<String>();
        if (!input.get().parameters().isEmpty()) {
            arguments.put("parameters", fields(input.get().parameters(), names));
        }
        if (arguments.get(SUBMITTER) != null) {
            names.add(String.valueOf(arguments.get(SUBMITTER)));
        }
        var answered = values(run.invoke("input", new Object[] {arguments}), names);
        return answered.isEmpty() ? body.run() : run.constructs().withEnv(answered, body);
    }

    private List<Map<String, @Nullable Object>> fields(List<Model.Entry> parameters, List<String> names) {
        var fields = new ArrayList<Map<String, @Nullable Object>>();
        for (var parameter : parameters) {
            var field = closures.arguments(parameter.arguments(), "name");
            field.put("$class", parameter.name());
            names.add(String.valueOf(field.get("name")));
            fields.add(field);
        }
        return fields;
    }

    /** One value comes alone, several come as a map. */
    private static Map<String, String> values(@Nullable Object answer, List<String> names) {
        var values = new LinkedHashMap<String, String>();
        for (var name : names) {
            var value = answer instanceof Map<?, ?> several ? several.get(name) : answer;
            values.put(name, value == null ? "" : value.toString());
        }
        return values;
    }
}
