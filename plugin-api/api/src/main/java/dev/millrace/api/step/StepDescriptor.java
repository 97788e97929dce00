package dev.millrace.api.step;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a step is called, takes and does. Lint, completion, snippet forms, documentation and the engine's own checks come from it.
 *
 * @param name what pipeline code calls: {@code sh}
 * @param symbols other names, for {@code step([$class: NAME])}
 * @param summary one sentence for people, ending with a full stop
 * @param parameters in the order of documentation; at most one is positional
 * @param needsWorkspace it only works inside {@code node} or under an agent
 * @param recovery what becomes of a call that a crash of the controller interrupted
 * @param examples calls in pipeline code
 */
public record StepDescriptor(
        String name,
        Set<String> symbols,
        String summary,
        List<Parameter> parameters,
        boolean needsWorkspace,
        Recovery recovery,
        List<String> examples) {
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

    public StepDescriptor {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a step name (letters and digits, first one small): " + name);
        }
        symbols = Set.copyOf(symbols);
        parameters = List.copyOf(parameters);
        examples = List.copyOf(examples);
        var seen = new HashSet<String>();
        for (var parameter : parameters) {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("Step " + name + " has two parameters named " + parameter.name());
            }
        }
        if (parameters.stream().filter(Parameter::positional).count() > 1) {
            throw new IllegalArgumentException("Step " + name + " has more than one positional parameter");
        }
    }

    /** What becomes of a call that a crash interrupted. */
    public enum Recovery {
        /** The step runs again from its top, and its operations in the workspace are attached to: nothing is done twice. */
        REATTACH,
        /** The step runs again; doing it twice is harmless. */
        REPEAT,
        /** The call fails as interrupted. */
        FAIL
    }
}
