package dev.millrace.controller.execution;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps that the language itself asks for, behind {@code credentials()}. Nobody calls them by name, and while nothing provides what
 * they are about, a run that reaches one is refused.
 */
final class ProvidedSteps {
    private static final String CREDENTIALS = "a provider of credentials";

    private static final Map<String, StepDescription> ALL =
            Map.ofEntries(step("bindCredentials", CREDENTIALS, "credentialsId", "variable"));

    private ProvidedSteps() {}

    static List<StepDescription> all() {
        return ALL.values().stream()
                .sorted(java.util.Comparator.comparing(StepDescription::getName))
                .toList();
    }

    /** Why a run cannot have this; empty where it is no step of these. */
    static Optional<String> refusal(String name) {
        return Optional.ofNullable(ALL.get(name))
                .map(step -> "%s needs %s, and there is none".formatted(name, step.getProvider()));
    }

    private static Map.Entry<String, StepDescription> step(String name, String provider, String... parameters) {
        var step = StepDescription.newBuilder()
                .setName(name)
                .setSummary("What the language asks for by itself.")
                .setProvider(provider);
        for (var parameter : parameters) {
            step.addParameters(
                    ParameterDescription.newBuilder().setName(parameter).setType(ParameterDescription.Type.TEXT));
        }
        return Map.entry(name, step.build());
    }
}
