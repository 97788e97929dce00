package dev.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.Permission;
import dev.millrace.api.Plugin;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every plugin keeps. Extend it in the plugin's tests; the manifest is found beside the plugin's classes. */
public abstract class PluginContract {
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");

    /** For classes that extend it. */
    protected PluginContract() {}

    /** A new plugin that was not started. */
    protected abstract Plugin plugin();

    @Test
    void the_manifest_says_who_the_plugin_is_and_which_api_it_needs() {
        var declared = Declared.of(plugin().getClass());
        assertAll(
                () -> assertTrue(declared.id().matches("[a-z][a-z0-9-]{1,49}"), "Plugin-Id: " + declared.id()),
                () -> assertTrue(
                        VERSION.matcher(declared.version()).matches(), "Plugin-Version: " + declared.version()),
                () -> assertFalse(declared.requires().isEmpty(), "Plugin-Requires"),
                () -> assertFalse(declared.provider().isEmpty(), "Plugin-Provider"),
                () -> assertFalse(declared.description().isEmpty(), "Plugin-Description"));
    }

    @Test
    void the_service_file_names_the_plugin() {
        var loader = plugin().getClass().getClassLoader();
        var found = ServiceLoader.load(Plugin.class, loader).stream()
                .map(provider -> provider.type().getName())
                .toList();
        assertTrue(
                found.contains(plugin().getClass().getName()),
                "META-INF/services/" + Plugin.class.getName() + " names " + found);
    }

    @Test
    void it_starts_with_the_permissions_that_it_declares_and_stops() {
        assertDoesNotThrow(() -> PluginBench.withoutWorkspace(plugin()).close());
    }

    @Test
    void steps_that_need_a_workspace_are_covered_by_its_permissions() {
        var permissions = Declared.of(plugin().getClass()).permissions();
        eachStep(step -> assertTrue(
                (!step.descriptor().needsWorkspace()
                                && step.descriptor().workspaceParameters().isEmpty())
                        || permissions.contains(Permission.AGENT_PROCESSES),
                step.descriptor().name() + " needs a workspace: Millrace-Permissions lacks agent-processes"));
    }

    @Test
    void names_of_its_steps_and_sources_are_unique() {
        try (var bench = PluginBench.withoutWorkspace(plugin())) {
            var names = new HashSet<String>();
            for (var step : bench.contributions().steps()) {
                assertTrue(
                        names.add(step.descriptor().name()),
                        "Two steps are called " + step.descriptor().name());
            }
            var symbols = new HashSet<String>();
            for (var checkout : bench.contributions().checkouts()) {
                assertFalse(checkout.symbols().isEmpty(), "A source control has no symbol");
                checkout.symbols()
                        .forEach(symbol -> assertTrue(symbols.add(symbol), "Two sources are called " + symbol));
            }
        }
    }

    @Test
    void a_descriptor_is_always_the_same() {
        eachStep(step -> assertEquals(step.descriptor(), step.descriptor()));
    }

    @Test
    void every_step_and_every_parameter_is_explained() {
        eachStep(step -> {
            var descriptor = step.descriptor();
            assertTrue(descriptor.summary().endsWith("."), descriptor.name() + ": the summary is a sentence");
            for (var parameter : descriptor.parameters()) {
                assertFalse(parameter.help().isBlank(), descriptor.name() + "." + parameter.name() + " has no help");
            }
        });
    }

    @Test
    void every_step_has_examples_that_call_it() {
        eachStep(step -> {
            var descriptor = step.descriptor();
            assertFalse(descriptor.examples().isEmpty(), descriptor.name() + " has no example");
            var call = Pattern.compile("\\b" + descriptor.name() + "\\b");
            for (var example : descriptor.examples()) {
                assertTrue(call.matcher(example).find(), descriptor.name() + ": not in its example: " + example);
            }
        });
    }

    @Test
    void defaults_are_of_the_type_that_their_parameter_takes() {
        eachStep(step -> step.descriptor()
                .parameters()
                .forEach(parameter -> parameter
                        .defaultValue()
                        .ifPresent(value ->
                                assertTrue(fits(parameter, value), "%s.%s".formatted(name(step), parameter.name())))));
    }

    private void eachStep(Consumer<Step> check) {
        try (var bench = PluginBench.withoutWorkspace(plugin())) {
            bench.contributions().steps().forEach(check);
        }
    }

    private static String name(Step step) {
        StepDescriptor descriptor = step.descriptor();
        return descriptor.name();
    }

    private static boolean fits(Parameter parameter, Object value) {
        return switch (parameter.type()) {
            case ANY -> true;
            case TEXT -> value instanceof String;
            case TRUTH -> value instanceof Boolean;
            case INTEGER -> value instanceof Integer || value instanceof Long;
            case REAL -> value instanceof Number;
            case LIST -> value instanceof List<?>;
            case MAP -> value instanceof java.util.Map<?, ?>;
            case CHOICE -> parameter.choices().contains(value);
        };
    }
}
