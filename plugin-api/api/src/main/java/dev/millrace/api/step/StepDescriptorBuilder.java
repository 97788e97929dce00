package dev.millrace.api.step;

import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what describes a step; begun by {@link StepDescriptor#named}. Parameters stay in the order in which they are added. Not thread-safe. */
public final class StepDescriptorBuilder {
    private final String name;
    private final Set<String> symbols = new LinkedHashSet<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private final Set<String> workspaceParameters = new LinkedHashSet<>();
    private String summary = "";
    private boolean needsWorkspace;
    private Recovery recovery = Recovery.FAIL;
    private Category category = Category.BUILD;
    private @Nullable String provider;

    StepDescriptorBuilder(String name) {
        this.name = name;
    }

    /** One sentence for people, ending with a full stop. */
    public StepDescriptorBuilder summary(String sentence) {
        summary = sentence;
        return this;
    }

    /** Where documentation lists it. */
    public StepDescriptorBuilder category(Category where) {
        category = where;
        return this;
    }

    /** Another name, for {@code step([$class: NAME])}. */
    public StepDescriptorBuilder symbol(String otherName) {
        symbols.add(otherName);
        return this;
    }

    /** Any parameter. */
    public StepDescriptorBuilder parameter(Parameter parameter) {
        parameters.add(parameter);
        return this;
    }

    /** A parameter without which a call is refused, and that a call without names sets. */
    public StepDescriptorBuilder positional(String parameter, Parameter.Type type, String help) {
        return parameter(Parameter.positional(parameter, type, help));
    }

    /** A parameter that a call without names sets, and that may be left out. */
    public StepDescriptorBuilder optionalPositional(String parameter, Parameter.Type type, String help) {
        return parameter(new Parameter(parameter, type, false, true, help, List.of(), Optional.empty()));
    }

    /** A parameter without which a call is refused. */
    public StepDescriptorBuilder required(String parameter, Parameter.Type type, String help) {
        return parameter(Parameter.required(parameter, type, help));
    }

    /** A parameter that may be left out and then has no value. */
    public StepDescriptorBuilder optional(String parameter, Parameter.Type type, String help) {
        return parameter(Parameter.optional(parameter, type, help));
    }

    /** A parameter that may be left out and then has the value given here. */
    public StepDescriptorBuilder optional(String parameter, Parameter.Type type, Object defaultValue, String help) {
        return parameter(Parameter.optional(parameter, type, defaultValue, help));
    }

    /** A parameter that takes one of some texts; left out it is the first of them. */
    public StepDescriptorBuilder choice(String parameter, String help, String first, String... others) {
        var choices = new ArrayList<>(List.of(first));
        choices.addAll(List.of(others));
        return parameter(
                new Parameter(parameter, Parameter.Type.CHOICE, false, false, help, choices, Optional.of(first)));
    }

    /** It only works inside {@code node} or under an agent. */
    public StepDescriptorBuilder needsWorkspace() {
        needsWorkspace = true;
        return this;
    }

    /** It needs a workspace only where a call gives one of these parameters. */
    public StepDescriptorBuilder needsWorkspaceWith(String... parameter) {
        workspaceParameters.addAll(List.of(parameter));
        return this;
    }

    /** What becomes of a call that a crash of the controller interrupted. */
    public StepDescriptorBuilder recovery(Recovery how) {
        recovery = how;
        return this;
    }

    /** A call in pipeline code. */
    public StepDescriptorBuilder example(String call) {
        examples.add(call);
        return this;
    }

    /** What is missing for it to do anything: a run that reaches it is refused with {@code STEP needs PROVIDER}. */
    public StepDescriptorBuilder provider(String what) {
        provider = what;
        return this;
    }

    /** The description. Fails with {@link IllegalArgumentException} where names are wrong or used twice. */
    public StepDescriptor build() {
        return new StepDescriptor(
                name,
                symbols,
                summary,
                parameters,
                needsWorkspace,
                recovery,
                examples,
                category,
                Optional.ofNullable(provider),
                workspaceParameters);
    }
}
