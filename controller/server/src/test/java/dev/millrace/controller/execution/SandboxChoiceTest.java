package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.queue.OrganizationRules;
import dev.millrace.controller.queue.Resources;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.SandboxRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SandboxChoiceTest {
    private static final Resources ASKED = new Resources(2000, 1 << 30, Map.of());

    private static Asked node(Map<String, Object> arguments) {
        var asked = Asked.newBuilder().setName("node");
        arguments.forEach((name, value) ->
                asked.addArguments(NamedValue.newBuilder().setName(name).setValue(Values.toWire(value))));
        return asked.build();
    }

    private static SandboxRequest chosen(String wish, String option, String floor, String trust) {
        return SandboxChoice.of(
                node(wish.isEmpty() ? Map.of() : Map.of("sandbox", wish)),
                option.isEmpty()
                        ? ProjectProperties.NONE
                        : ProjectProperties.of(List.of(Map.of("$class", "sandbox", "kind", option))),
                new OrganizationRules(Map.of(), Map.of(), Map.of(), floor),
                trust,
                ASKED);
    }

    @Test
    void it_is_what_the_node_asks_for_and_never_less_than_trust_and_organization_demand() {
        // node, option, floor, trust -> kind
        var table = List.of(
                List.of("", "", "process", "protected", "process"),
                List.of("", "", "process", "fork", "bubblewrap"),
                List.of("auto", "", "process", "protected", "process"),
                List.of("bubblewrap", "", "process", "protected", "bubblewrap"),
                List.of("", "bubblewrap", "process", "protected", "bubblewrap"),
                List.of("process", "bubblewrap", "process", "protected", "process"),
                List.of("process", "", "process", "fork", "bubblewrap"),
                List.of("process", "", "bubblewrap", "protected", "bubblewrap"),
                List.of("", "", "bubblewrap", "protected", "bubblewrap"));
        for (var row : table) {
            assertEquals(
                    row.get(4),
                    chosen(row.get(0), row.get(1), row.get(2), row.get(3)).getKind(),
                    row.toString());
        }
    }

    @Test
    void what_a_job_takes_is_its_limit_but_for_one_that_asked_for_no_sandbox() {
        assertEquals(1 << 30, chosen("bubblewrap", "", "process", "protected").getMemoryBytes());
        assertEquals(2000, chosen("process", "", "process", "protected").getCpuMillis());
        assertEquals(0, chosen("", "", "process", "protected").getMemoryBytes());
        assertEquals(2000, chosen("", "", "process", "fork").getCpuMillis());
    }

    @Test
    void who_may_not_reach_the_network_gets_walls() {
        var request = SandboxChoice.of(
                node(Map.of("network", "none", "processes", 20, "disk", "2Gi")),
                ProjectProperties.NONE,
                OrganizationRules.NONE,
                "protected",
                ASKED);
        assertEquals("bubblewrap", request.getKind());
        assertEquals(20, request.getProcesses());
        assertEquals(2L << 30, request.getDiskBytes());
    }

    @Test
    void what_does_not_fit_is_told() {
        assertEquals(
                Optional.of("sandbox is auto, process or bubblewrap, not 'bublewrap'"),
                SandboxChoice.wrong(node(Map.of("sandbox", "bublewrap"))));
        assertEquals(
                Optional.of("network is none or open, not 'lan'"), SandboxChoice.wrong(node(Map.of("network", "lan"))));
        assertEquals(
                Optional.of("processes is a number from 1 to 1000000, not 'many'"),
                SandboxChoice.wrong(node(Map.of("processes", "many"))));
        assertEquals(
                Optional.of("disk is an amount such as 512Mi or 20Gi, not 'much'"),
                SandboxChoice.wrong(node(Map.of("disk", "much"))));
        assertEquals(Optional.empty(), SandboxChoice.wrong(node(Map.of("processes", 5, "sandbox", "auto"))));
    }
}
