package com.example.units;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({"PT0.25S, 250 ms", "PT1S, 1 s", "PT61S, 1 min 1 s", "PT2H, 2 h", "P1DT2H3M4S, 1 d 2 h", "-PT90S, -1 min 30 s"})
    void showsTheTwoLargestUnits(Duration duration, String text) {
        assertEquals(text, Span.describe(duration));
    }
}
