package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.queue.OrganizationRules;
import dev.millrace.controller.queue.Resources;
import dev.millrace.controller.queue.Throttle;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.NamedValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeNeedsTest {
    private static final OrganizationRules RULES =
            new OrganizationRules(Map.of(), Map.of("heavy", new Throttle("heavy", 2, 1)), Map.of());

    private static Asked node(Map<String, Object> arguments) {
        var asked = Asked.newBuilder().setName("node");
        arguments.forEach((name, value) ->
                asked.addArguments(NamedValue.newBuilder().setName(name).setValue(Values.toWire(value))));
        return asked.build();
    }

    private static ProjectProperties says(String kind, Map<String, Object> fields) {
        var said = new LinkedHashMap<String, Object>(fields);
        said.put("$class", kind);
        return ProjectProperties.of(List.of(said));
    }

    @Test
    void its_own_arguments_are_resources() {
        var needs = NodeNeeds.of(
                node(Map.of("cpu", "500m", "memory", "1Gi", "resources", Map.of("gpu", 1))),
                List.of(),
                ProjectProperties.NONE,
                RULES,
                "protected");
        assertEquals(
                new Resources(500, 1 << 30, Map.of("gpu", 1L)), needs.needs().resources());
        assertEquals(
                Optional.of("cpu is a number of cores such as 2, 0.5 or 500m, not 'many'"),
                NodeNeeds.wrong(node(Map.of("cpu", "many"))));
    }

    @Test
    void throttle_blocks_around_it_count_it_by_what_the_organization_allows() {
        var needs = NodeNeeds.of(
                node(Map.of()),
                List.of(Map.of("categories", List.of("heavy")), Map.of("categories", List.of("unknown"))),
                ProjectProperties.NONE,
                RULES,
                "protected");
        assertEquals(
                List.of(new Throttle("heavy", 2, 1), new Throttle("unknown", 0, 0)),
                needs.needs().throttles());
    }

    @Test
    void the_project_throttles_its_own_jobs_or_names_categories() {
        assertEquals(
                List.of(new Throttle("", 3, 0)),
                NodeNeeds.of(
                                node(Map.of()),
                                List.of(),
                                says(
                                        "throttleJobProperty",
                                        Map.of("maxConcurrentTotal", 3, "throttleOption", "project")),
                                RULES,
                                "protected")
                        .needs()
                        .throttles());
        assertEquals(
                List.of(new Throttle("heavy", 2, 1)),
                NodeNeeds.of(
                                node(Map.of()),
                                List.of(),
                                says("throttleJobProperty", Map.of("categories", List.of("heavy"))),
                                RULES,
                                "protected")
                        .needs()
                        .throttles());
    }

    @Test
    void the_projects_priority_is_its_jobs() {
        assertEquals(
                5,
                NodeNeeds.of(node(Map.of()), List.of(), says("priority", Map.of("value", 5L)), RULES, "protected")
                        .priority());
    }
}
