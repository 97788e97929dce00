package dev.millrace.api.step;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what describes a value; begun by {@link SymbolDescriptor#named}. Parameters stay in the order in which they are added. Not thread-safe. */
public final class SymbolDescriptorBuilder {
    private final String name;
    private final Set<String> classes = new LinkedHashSet<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private final Set<String> within = new LinkedHashSet<>();
    private String kind = "value";
    private String summary = "";
    private boolean open;
    private @Nullable String provider;

    SymbolDescriptorBuilder(String name) {
        this.name = name;
    }

    /** What it is, in the singular, for people: {@code binding of credentials}. */
    public SymbolDescriptorBuilder kind(String what) {
        kind = what;
        return this;
    }

    /** One sentence for people, ending with a full stop. */
    public SymbolDescriptorBuilder summary(String sentence) {
        summary = sentence;
        return this;
    }

    /** A simple name by which {@code [$class: NAME, ...]} means it. */
    public SymbolDescriptorBuilder type(String simpleName) {
        classes.add(simpleName);
        return this;
    }

    /** Any parameter. */
    public SymbolDescriptorBuilder parameter(Parameter parameter) {
        parameters.add(parameter);
        return this;
    }

    /** A parameter without which a call is wrong, and that a call without names sets. */
    public SymbolDescriptorBuilder positional(String parameter, Parameter.Type type, String help) {
        return parameter(Parameter.positional(parameter, type, help));
    }

    /** A parameter without which a call is wrong. */
    public SymbolDescriptorBuilder required(String parameter, Parameter.Type type, String help) {
        return parameter(Parameter.required(parameter, type, help));
    }

    /** A parameter that may be left out. */
    public SymbolDescriptorBuilder optional(String parameter, Parameter.Type type, String help) {
        return parameter(Parameter.optional(parameter, type, help));
    }

    /** A call in pipeline code. */
    public SymbolDescriptorBuilder example(String call) {
        examples.add(call);
        return this;
    }

    /** What is missing for the steps that take it to do anything. */
    public SymbolDescriptorBuilder provider(String what) {
        provider = what;
        return this;
    }

    /** It takes more than is described. */
    public SymbolDescriptorBuilder open() {
        open = true;
        return this;
    }

    /** A parameter, of values, whose maps are this one without saying so. */
    public SymbolDescriptorBuilder within(String parameter) {
        within.add(parameter);
        return this;
    }

    /** The description. Fails with {@link IllegalArgumentException} where names are wrong or used twice. */
    public SymbolDescriptor build() {
        return new SymbolDescriptor(
                name, classes, kind, summary, parameters, examples, Optional.ofNullable(provider), open, within);
    }
}
