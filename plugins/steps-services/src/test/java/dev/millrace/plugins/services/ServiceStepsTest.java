package dev.millrace.plugins.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceStepsTest {
    @ParameterizedTest
    @CsvSource({
        "slackSend, a provider of chat messages",
        "mail, a mail server",
        "build, a provider of other projects' runs",
        "dockerBuild, a provider of containers",
        "httpRequest, a provider of HTTP requests",
        "copyArtifacts, a provider of other projects' artifacts",
    })
    void a_step_that_is_reached_says_what_it_needs(String step, String provider) {
        try (var bench = PluginBench.withoutWorkspace(new ServicesPlugin())) {
            var first = bench.contributions().steps().stream()
                    .filter(candidate -> candidate.descriptor().name().equals(step))
                    .findFirst()
                    .orElseThrow();
            var needed = first.descriptor().parameters().stream()
                    .filter(parameter -> parameter.required())
                    .collect(Collectors.toMap(parameter -> parameter.name(), parameter -> "x"));
            var refused = assertThrows(StepException.class, () -> bench.run(step, needed));
            assertEquals(step + " needs " + provider, refused.getMessage());
            assertEquals("no-provider", refused.reason());
        }
    }

    @Test
    void a_block_that_is_reached_says_what_it_needs_before_its_body_runs() {
        try (var bench = PluginBench.withoutWorkspace(new ServicesPlugin())) {
            var refused = assertThrows(
                    StepException.class, () -> bench.open("withCredentials", Map.of("bindings", List.of())));
            assertEquals("withCredentials needs a provider of credentials", refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ansiColor", "withGradle"})
    void a_block_that_only_changes_looks_runs_its_body_as_it_is(String step) throws Exception {
        try (var bench = PluginBench.withoutWorkspace(new ServicesPlugin())) {
            assertEquals(new BlockScope(Optional.empty(), Map.of()), bench.open(step, Map.of()));
        }
    }

    @Test
    void every_step_waits_for_a_provider_or_is_a_block_that_changes_looks() {
        try (var bench = PluginBench.withoutWorkspace(new ServicesPlugin())) {
            for (var step : bench.contributions().steps()) {
                assertEquals(
                        step instanceof Plain,
                        step.descriptor().provider().isEmpty(),
                        step.descriptor().name());
                assertTrue(!(step instanceof Plain) || step instanceof BlockStep);
            }
        }
    }

    @Test
    void no_symbol_is_used_twice_or_is_the_name_of_another_step() {
        try (var bench = PluginBench.withoutWorkspace(new ServicesPlugin())) {
            var taken = new TreeSet<String>();
            for (var step : bench.contributions().steps()) {
                taken.add(step.descriptor().name());
            }
            for (var step : bench.contributions().steps()) {
                step.descriptor().symbols().forEach(symbol -> assertTrue(taken.add(symbol), symbol));
            }
            assertFalse(taken.isEmpty());
        }
    }
}
