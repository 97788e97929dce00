package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingNoticeTest {
    @Test
    void it_looks_less_and_less_often() {
        assertEquals(
                java.util.List.of(4L, 8L, 16L, 32L, 60L, 60L, 60L),
                IntStream.of(0, 1, 2, 3, 4, 5, 1_000)
                        .mapToObj(WaitingNotice::pause)
                        .map(Duration::toSeconds)
                        .toList());
    }

    @Test
    void it_says_what_is_new() {
        assertEquals(Optional.of("Still waiting to schedule task: no agent\n"), WaitingNotice.line("", "no agent"));
        assertEquals(Optional.empty(), WaitingNotice.line("no agent", "no agent"));
        assertEquals(Optional.empty(), WaitingNotice.line("no agent", ""));
    }
}
