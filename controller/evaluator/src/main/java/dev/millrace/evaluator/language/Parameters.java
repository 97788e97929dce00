package dev.millrace.evaluator.language;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a run: what it was given, and what its pipeline declares. For the run's branches, of which one at a time runs. */
public final class Parameters {
    private final Map<String, @Nullable Object> values;
    private final Set<String> defaulted;
    private final Set<String> files;
    private final Environment environment;

    /**
     * Of a run.
     *
     * @param files names of those that were given as files; null: none
     * @param defaulted names of those that it has only since they were what the project had when the run was accepted; null: none
     */
    Parameters(
            Map<String, @Nullable Object> values,
            @Nullable Object defaulted,
            @Nullable Object files,
            Environment environment) {
        this.values = values;
        this.defaulted = names(defaulted);
        this.files = names(files);
        this.environment = environment;
        this.defaulted.forEach(name -> environment.standard(name, values.get(name)));
    }

    private static Set<String> names(@Nullable Object given) {
        return given instanceof Collection<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    /** Names of those that were given as files, each the path at which it is to be in workspaces. */
    Set<String> files() {
        return files;
    }

    /** What the program calls {@code params}. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    /** Names of those that the run was given. */
    public Set<String> given() {
        return values.keySet().stream()
                .filter(name -> !defaulted.contains(name))
                .collect(Collectors.toSet());
    }

    /**
     * Gives a parameter its value, in {@code params} and in the environment of steps.
     *
     * @throws IllegalArgumentException the run was given something that it cannot have
     */
    public void declare(DeclaredParameter parameter) {
        var name = parameter.name();
        var given = defaulted.contains(name) ? null : values.get(name);
        if (given != null) {
            parameter.checkFile(files.contains(name));
        } else if (parameter.file()) {
            values.remove(name);
            return;
        }
        var value = parameter.value(given);
        values.put(name, value);
        if (given != null && !value.toString().equals(given.toString())) {
            environment.setProperty(name, value.toString());
        } else if (given == null && parameter.always()) {
            environment.standard(name, value);
        }
    }
}
