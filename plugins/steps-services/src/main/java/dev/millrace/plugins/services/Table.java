package dev.millrace.plugins.services;

import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.Locale;

/** Optional parameters, one a line: name, type, and a sentence. */
final class Table {
    private Table() {}

    static StepDescriptorBuilder add(StepDescriptorBuilder described, String lines) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            var words = line.split("\\s+", 3);
            if (words.length < 3) {
                throw new IllegalArgumentException("Not a name, a type and a sentence: " + line);
            }
            described.optional(words[0], Parameter.Type.valueOf(words[1].toUpperCase(Locale.ROOT)), words[2]);
        });
        return described;
    }
}
