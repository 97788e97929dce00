package dev.millrace.api.step;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a step is called, takes and does. Lint, completion, snippet forms, documentation and the engine's own checks come from it.
 * {@link #named} builds one.
 *
 * @param name what pipeline code calls: {@code sh}; of a step that only {@code step([$class: NAME])} calls, the class
 * @param symbols other names, for {@code step([$class: NAME])}
 * @param summary one sentence for people, ending with a full stop
 * @param parameters in the order of documentation; at most one is positional
 * @param needsWorkspace it only works inside {@code node} or under an agent
 * @param recovery what becomes of a call that a crash of the controller interrupted
 * @param examples calls in pipeline code
 * @param category where documentation lists it
 * @param provider what has to be there besides the plugin for the step to do anything, for example {@code a Slack workspace}; while it is present here
 *     the engine knows, checks and documents the step, and refuses a run that reaches it with {@code STEP needs PROVIDER}
 * @param workspaceParameters parameters that a call outside of {@code node} cannot give, of a step that does not need a workspace in general:
 *     {@code readJSON} with {@code file}
 */
public record StepDescriptor(
        String name,
        Set<String> symbols,
        String summary,
        List<Parameter> parameters,
        boolean needsWorkspace,
        Recovery recovery,
        List<String> examples,
        Category category,
        Optional<String> provider,
        Set<String> workspaceParameters) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    public StepDescriptor {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a step name (letters and digits, a letter first): " + name);
        }
        symbols = Set.copyOf(symbols);
        parameters = List.copyOf(parameters);
        examples = List.copyOf(examples);
        workspaceParameters = Set.copyOf(workspaceParameters);
        var seen = new HashSet<String>();
        for (var parameter : parameters) {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException("Step " + name + " has two parameters named " + parameter.name());
            }
        }
        if (parameters.stream().filter(Parameter::positional).count() > 1) {
            throw new IllegalArgumentException("Step " + name + " has more than one positional parameter");
        }
        for (var parameter : workspaceParameters) {
            if (!seen.contains(parameter)) {
                throw new IllegalArgumentException("Step " + name + " has no parameter " + parameter
                        + ", so it cannot be one that needs a workspace");
            }
        }
    }

    /** A step of category {@link Category#BUILD} that needs nothing else. */
    public StepDescriptor(
            String name,
            Set<String> symbols,
            String summary,
            List<Parameter> parameters,
            boolean needsWorkspace,
            Recovery recovery,
            List<String> examples) {
        this(
                name,
                symbols,
                summary,
                parameters,
                needsWorkspace,
                recovery,
                examples,
                Category.BUILD,
                Optional.empty(),
                Set.of());
    }

    /** Begins a description. Without more it is of category {@link Category#BUILD}, needs no workspace and fails when a crash interrupts it. */
    public static StepDescriptorBuilder named(String name) {
        return new StepDescriptorBuilder(name);
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

    /** Where documentation lists a step. */
    public enum Category {
        /** Files and directories of a workspace. */
        FILES,
        /** Formats that are read and written: JSON, YAML, CSV. */
        DATA,
        /** Scripts, tools, reports, artifacts. */
        BUILD,
        /** Source control. */
        SCM,
        /** Messages to people and other systems. */
        NOTIFICATION,
        /** Secrets. */
        CREDENTIALS,
        /** Images, containers, pods. */
        CONTAINERS,
        /** The run itself: locks, milestones, other runs, people's answers. */
        CONTROL;

        /** As documentation and the API write it: {@code files}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
