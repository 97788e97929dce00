package dev.millrace.agent.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.agent.supervisor.OutputLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final List<String> LEAST =
            List.of("--controller", "[::1]:7443", "--fingerprint", "ab".repeat(32), "--name", "a", "--dir", "/d");

    private static Arguments parse(String... more) {
        var all = new ArrayList<>(LEAST);
        all.addAll(List.of(more));
        return Arguments.parse(all);
    }

    @Test
    void arguments_become_settings() {
        var parsed = parse("--labels", "linux  x64", "--executors", "3", "--env", "A=b=c", "--env", "E=");
        assertEquals("::1", parsed.link().host());
        assertEquals(7443, parsed.link().port());
        assertEquals(List.of("linux", "x64"), parsed.agent().labels());
        assertEquals(3, parsed.agent().executors());
        assertEquals("b=c", parsed.agent().environment().get("A"));
        assertEquals("", parsed.agent().environment().get("E"));
    }

    @Test
    void output_that_may_wait_is_told_in_mebibytes() {
        assertEquals(OutputLimits.DEFAULT, parse().agent().output());
        assertEquals(
                new OutputLimits(2L << 20, 8192L << 20),
                parse("--output-limit", "2", "--output-limit-total", "8192")
                        .agent()
                        .output());
    }

    @Test
    void what_is_wrong_is_said() {
        assertSays("The output of an operation needs at least 2097152 bytes, not 1048576", "--output-limit", "1");
        assertSays(
                "All output together (10485760 bytes) cannot have less than one operation's (67108864)",
                "--output-limit-total",
                "10");
        assertSays("--env takes NAME=VALUE, not X", "--env", "X");
        assertSays("--executors: not a number: x", "--executors", "x");
        assertSays("An agent has at least one executor, not 0", "--executors", "0");
        assertSays("Unknown argument: --nme", "--nme", "x");
        assertSays("--labels needs a value", "--labels");
    }

    private static void assertSays(String message, String... more) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> parse(more)).getMessage());
    }
}
