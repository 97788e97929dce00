package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentsTokenCommandTest {
    @ParameterizedTest
    @CsvSource({"90s, PT90S", "15m, PT15M", "8h, PT8H", "7d, P7D"})
    void a_time_is_a_number_and_a_unit(String text, Duration span) {
        assertEquals(span, AgentsTokenCommand.span(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "m", "-1h", "1.5h", "1 h", "1w", "12345678901d"})
    void anything_else_is_not(String text) {
        assertThrows(Failure.class, () -> AgentsTokenCommand.span(text));
    }
}
