package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.tenant.RunLimits;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.HandedOut;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.Value;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run may take, as its entries tell. */
class RunBoundsTest {
    private static final Place PLACE =
            Place.newBuilder().setFile("vars/x.groovy").setLine(7).build();

    static Stream<Arguments> entries() {
        var step = JournalEntry.newBuilder()
                .setAsked(Asked.newBuilder().setName("sh").setPlace(PLACE))
                .build();
        var branch = JournalEntry.newBuilder()
                .setNoted(Noted.newBuilder().setName("branch").setPlace(PLACE))
                .build();
        var time = JournalEntry.newBuilder()
                .setHandedOut(HandedOut.newBuilder().setKind("x".repeat(1000)))
                .build();
        var large = JournalEntry.newBuilder()
                .setNoted(Noted.newBuilder()
                        .setName("echo")
                        .setPlace(PLACE)
                        .addArguments(NamedValue.newBuilder()
                                .setName("message")
                                .setValue(Value.newBuilder().setText("x".repeat(200_000)))))
                .build();
        return Stream.of(
                Arguments.of("steps", 3L, step, 3, "The run asks for more than 3 steps", 7),
                Arguments.of("branches", 2L, branch, 2, "The run has more than 2 branches", 7),
                Arguments.of("journalBytes", 10_240L, time, 10, "The journal of the run is larger than 10 KiB", 0),
                Arguments.of("valueBytes", 102_400L, large, 0, "A step is given 195 KiB, the limit is 100 KiB", 7));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void the_entry_beyond_a_limit_reaches_it(
            String name, long limit, JournalEntry entry, int within, String message, int line) {
        var bounds = new RunBounds(RunLimits.USUAL.with(Map.of(name, limit)));
        for (int time = 0; time < within; time++) {
            assertEquals(Optional.empty(), bounds.take(entry));
        }
        var reached = bounds.take(entry).orElseThrow();
        assertEquals(message, reached.message());
        assertEquals(line, reached.place().getLine());
        assertTrue(reached.hint().endsWith("limits." + name), reached.hint());
    }

    @Test
    void a_log_may_be_as_long_as_its_limit() {
        var bounds = new RunBounds(RunLimits.USUAL.with(Map.of("logBytes", 1024L)));
        assertEquals(Optional.empty(), bounds.log(1024));
        assertEquals(
                "The log of the run is larger than 1 KiB",
                bounds.log(1025).orElseThrow().message());
    }

    @Test
    void the_evaluator_is_told_what_only_it_can_see() {
        var told = new RunBounds(RunLimits.USUAL.with(Map.of("cpuSeconds", 5L, "valueBytes", 100L, "heapPercent", 30L)))
                .told(Start.getDefaultInstance())
                .getLimits();
        assertEquals(5000, told.getCpuMillis());
        assertEquals(100, told.getValueBytes());
        assertEquals(30, told.getHeapPercent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"steps", "journalBytes", "branches", "valueBytes", "cpuSeconds", "heapPercent", "logBytes"})
    void each_limit_has_a_name_and_is_at_least_one(String name) {
        assertEquals(1, RunLimits.USUAL.with(Map.of(name, 1L)).named().get(name));
        assertThrows(IllegalArgumentException.class, () -> RunLimits.USUAL.with(Map.of(name, 0L)));
    }

    @Test
    void a_name_that_is_none_is_refused_with_those_there_are() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> RunLimits.USUAL.with(Map.of("minutes", 1L)));
        assertEquals(
                "There is no limit minutes, there are steps, journalBytes, branches, valueBytes, cpuSeconds, heapPercent, logBytes",
                refused.getMessage());
    }
}
