package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest(name = "cpu {0}")
    @CsvSource({"2,2000", "500m,500", "0.5,500", "1.25,1250"})
    void cpu_is_in_cores_or_thousandths(String text, long millis) {
        assertEquals(millis, Quantities.cpuMillis(text));
    }

    @ParameterizedTest(name = "memory {0}")
    @CsvSource({"1024,1024", "512Mi,536870912", "4Gi,4294967296", "2G,2000000000", "1.5k,1500"})
    void memory_is_in_bytes_or_with_a_unit(String text, long bytes) {
        assertEquals(bytes, Quantities.bytes(text));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            nullValues = "-",
            value = {"2Gi,-,cpu", "x,-,cpu", "-1,-,cpu", "-,2m,memory", "-,4 GB,memory"})
    void what_is_no_amount_is_named(String cpu, String memory, String what) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> Quantities.resources(cpu, memory, null));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith(what + " is"), wrong.getMessage());
    }

    @Test
    void named_ones_are_counts() {
        assertEquals(new Resources(0, 0, Map.of("gpu", 1L)), Quantities.resources(null, null, Map.of("gpu", 1)));
        assertThrows(IllegalArgumentException.class, () -> Quantities.resources(null, null, Map.of("gpu", 0)));
        assertThrows(IllegalArgumentException.class, () -> Quantities.resources(null, null, "gpu"));
    }

    @Test
    void an_agent_states_what_it_has_by_its_labels_and_has_enough_of_what_it_does_not_state() {
        assertEquals(
                new Resources(8000, 1L << 34, Map.of("gpu", 2L)),
                Quantities.stated(List.of("linux", "cpu=8", "memory=16Gi", "gpu=2", "java=temurin"), 2000, 4L << 30));
        assertEquals(
                new Resources(Resources.UNSTATED, Resources.UNSTATED, Map.of()),
                Quantities.stated(List.of("linux"), 0, 0));
        assertEquals(new Resources(2000, 4L << 30, Map.of()), Quantities.stated(List.of("linux"), 2000, 4L << 30));
    }
}
