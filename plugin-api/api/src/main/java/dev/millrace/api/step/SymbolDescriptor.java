package dev.millrace.api.step;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A value that pipeline code makes by name, for a step to take: {@code usernamePassword(credentialsId: 'registry', ...)}. Evaluated it is a map of what
 * it was given, with its name as {@code $class}. Lint, completion and documentation come from this description. {@link #named} builds one. Several
 * descriptions may have one name ({@code string} is a parameter of a project, and a binding of credentials): a call has to fit one of them.
 *
 * @param name what pipeline code calls
 * @param classes simple names by which {@code [$class: NAME, ...]} means it
 * @param kind what it is, in the singular, for people: {@code binding of credentials}
 * @param summary one sentence for people, ending with a full stop
 * @param parameters in the order of documentation; at most one is positional
 * @param examples calls in pipeline code
 * @param provider what has to be there besides the plugin for the steps that take it to do anything
 * @param open it takes more than is described: of its unknown parameters only those that look mistyped are problems. One with a provider always is
 * @param within parameters, of values, whose maps are this one without saying so: {@code userRemoteConfigs: [[url: '...']]}
 */
public record SymbolDescriptor(
        String name,
        Set<String> classes,
        String kind,
        String summary,
        List<Parameter> parameters,
        List<String> examples,
        Optional<String> provider,
        boolean open,
        Set<String> within) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    public SymbolDescriptor {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name of a value (letters and digits): " + name);
        }
        classes = Set.copyOf(classes);
        parameters = List.copyOf(parameters);
        examples = List.copyOf(examples);
        within = Set.copyOf(within);
        var seen = new HashSet<String>();
        for (var parameter : parameters) {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("Value " + name + " has two parameters named " + parameter.name());
            }
        }
        if (parameters.stream().filter(Parameter::positional).count() > 1) {
            throw new IllegalArgumentException("Value " + name + " has more than one positional parameter");
        }
    }

    /** Begins a description. */
    public static SymbolDescriptorBuilder named(String name) {
        return new SymbolDescriptorBuilder(name);
    }
}
