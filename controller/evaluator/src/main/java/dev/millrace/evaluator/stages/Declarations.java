package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.declarative.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the options, parameters and triggers of a declarative pipeline say about its project, in the form of {@code properties([...])}. */
record Declarations(Closures closures) {
    List<Map<String, @Nullable Object>> of(Model model) {
        var said = new ArrayList<Map<String, @Nullable Object>>();
        model.options().stream()
                .filter(option -> !Vocabulary.WRAPPERS.contains(option.name()))
                .map(this::call)
                .forEach(said::add);
        group("parameters", model.parameters(), said);
        group("pipelineTriggers", model.triggers(), said);
        return said;
    }

    private void group(String name, List<Model.Entry> entries, List<Map<String, @Nullable Object>> said) {
        if (!entries.isEmpty()) {
            var group = new LinkedHashMap<String, @Nullable Object>();
            group.put("$class", name);
            group.put("value", entries.stream().map(this::call).toList());
            said.add(group);
        }
    }

    private Map<String, @Nullable Object> call(Model.Entry entry) {
        var call = new LinkedHashMap<String, @Nullable Object>();
        call.put("$class", entry.name());
        call.putAll(closures.arguments(entry.arguments(), "value"));
        return call;
    }
}
