package dev.millrace.controller.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.tenant.ProjectProperties.Concurrency;
import dev.millrace.controller.tenant.ProjectProperties.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectPropertiesTest {
    private static Map<String, Object> call(String name, Map<String, Object> fields) {
        var call = new java.util.LinkedHashMap<String, Object>(fields);
        call.put("$class", name);
        return call;
    }

    @Test
    void parameters_are_read_whether_by_symbol_or_class() {
        var expected = List.of(
                new Parameter("string", "A", "x", List.of()),
                new Parameter("booleanParam", "B", true, List.of()),
                new Parameter("choice", "C", "1", List.of("1", "2")),
                new Parameter("text", "D", "", List.of()));
        var bySymbol = call(
                "parameters",
                Map.of(
                        "value",
                        List.of(
                                call("string", Map.of("name", "A", "defaultValue", "x")),
                                call("booleanParam", Map.of("name", "B", "defaultValue", true)),
                                call("choice", Map.of("name", "C", "choices", List.of("1", "2"))),
                                call("text", Map.of("name", "D")))));
        var byClass = call(
                "hudson.model.ParametersDefinitionProperty",
                Map.of(
                        "parameterDefinitions",
                        List.of(
                                call(
                                        "hudson.model.StringParameterDefinition",
                                        Map.of("name", "A", "defaultValue", "x")),
                                call("BooleanParameterDefinition", Map.of("name", "B", "defaultValue", "true")),
                                call("ChoiceParameterDefinition", Map.of("name", "C", "choices", "1\n2")),
                                call("TextParameterDefinition", Map.of("name", "D")))));
        assertEquals(expected, ProjectProperties.of(List.of(bySymbol)).parameters());
        assertEquals(expected, ProjectProperties.of(List.of(byClass)).parameters());
    }

    @Test
    void concurrency_is_one_of_three() {
        assertEquals(Concurrency.TOGETHER, ProjectProperties.NONE.concurrency());
        assertEquals(Concurrency.WAIT, concurrency(Map.of()));
        assertEquals(Concurrency.WAIT, concurrency(Map.of("abortPrevious", false)));
        assertEquals(Concurrency.ABORT_PREVIOUS, concurrency(Map.of("abortPrevious", true)));
    }

    private static Concurrency concurrency(Map<String, Object> fields) {
        return ProjectProperties.of(List.of(call("disableConcurrentBuilds", fields)))
                .concurrency();
    }

    @Test
    void what_has_no_kind_is_no_property() {
        assertEquals(
                List.of(), ProjectProperties.of(List.of("x", Map.of("a", 1))).list());
    }

    private static Optional<Rate> rate(String kind, Map<String, Object> fields) {
        return ProjectProperties.of(List.of(call(kind, fields))).rate();
    }

    @Test
    void a_rate_is_read_from_a_map_a_call_and_a_class_of_jenkins() {
        var hourly = Optional.of(new Rate(3, "hour", false));
        var said = Map.<String, Object>of("count", 3, "durationName", "hour");
        assertEquals(hourly, rate("rateLimitBuilds", Map.of("throttle", said)));
        assertEquals(hourly, rate("rateLimitBuilds", Map.of("value", call("throttle", said))));
        assertEquals(hourly, rate("jenkins.branch.RateLimitBranchProperty$JobPropertyImpl", Map.of("throttle", said)));
        assertEquals(
                Optional.of(new Rate(1, "day", true)),
                rate("rateLimit", Map.of("throttle", Map.of("count", 1, "durationName", "day", "userBoost", true))));
        assertEquals(
                Optional.empty(),
                rate("rateLimitBuilds", Map.of("throttle", Map.of("count", 0, "durationName", "hour"))));
        assertEquals(Duration.ofMinutes(20), hourly.orElseThrow().interval());
    }

    @Test
    void runs_with_equal_parameters_go_one_at_a_time_where_it_is_said() {
        var on = Map.<String, Object>of("limitOneJobWithMatchingParams", true);
        assertEquals(Optional.empty(), ProjectProperties.NONE.oneAtATimeBy());
        assertEquals(
                Optional.of(Set.of()),
                ProjectProperties.of(List.of(call("throttleJobProperty", on))).oneAtATimeBy());
        assertEquals(
                Optional.of(Set.of("A", "B")),
                ProjectProperties.of(List.of(call(
                                "hudson.plugins.throttleconcurrents.ThrottleJobProperty",
                                Map.of("limitOneJobWithMatchingParams", true, "paramsToUseForLimit", "A, B"))))
                        .oneAtATimeBy());
    }
}
