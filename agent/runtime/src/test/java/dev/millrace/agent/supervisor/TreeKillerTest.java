package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Signals and waiting of a tree that is ended, on a clock that only its pauses move. */
class TreeKillerTest {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final List<String> signals = new ArrayList<>();
    private long nanos;

    private final TreeKiller killer = new TreeKiller(
            new ProcessStarter() {
                @Override
                public StartedProcess start(Launch launch) throws IOException {
                    throw new IOException("Nothing is started here");
                }

                @Override
                public void forget(String lease) {}

                @Override
                public void signal(long pid, int signal) {
                    signals.add(pid + ":" + signal);
                }
            },
            () -> nanos,
            time -> nanos += time.toNanos());

    /** Kills process 7, which lives until something was signalled. */
    private Duration kill(Duration grace, Predicate<List<String>> dead) {
        killer.kill(() -> dead.test(signals) ? List.of() : List.of(7L), grace);
        return Duration.ofNanos(nanos);
    }

    private static String signal(int number) {
        return "7:" + number;
    }

    @Test
    void what_is_gone_gets_no_signal() {
        assertEquals(Duration.ZERO, kill(GRACE, _ -> true));
        assertEquals(List.of(), signals);
    }

    @Test
    void what_ends_when_asked_is_asked_once() {
        var ends = Duration.ofSeconds(1).toNanos();
        var waited = kill(GRACE, _ -> nanos >= ends);
        assertEquals(List.of(signal(Libc.SIGTERM)), signals);
        assertTrue(waited.compareTo(GRACE) < 0, waited::toString);
    }

    @Test
    void what_does_not_end_within_the_grace_is_stopped_and_then_killed() {
        var waited = kill(GRACE, seen -> seen.contains(signal(Libc.SIGKILL)));
        assertEquals(List.of(signal(Libc.SIGTERM), signal(Libc.SIGSTOP), signal(Libc.SIGKILL)), signals);
        assertTrue(waited.compareTo(GRACE) >= 0, waited::toString);
    }

    @Test
    void without_grace_nobody_is_asked() {
        kill(Duration.ZERO, seen -> seen.contains(signal(Libc.SIGKILL)));
        assertEquals(List.of(signal(Libc.SIGSTOP), signal(Libc.SIGKILL)), signals);
    }

    @Test
    void what_outlives_the_final_signal_is_given_up_after_thirty_seconds() {
        var waited = kill(GRACE, _ -> false);
        assertTrue(waited.compareTo(Duration.ofSeconds(32)) > 0, waited::toString);
        assertTrue(waited.compareTo(Duration.ofSeconds(33)) < 0, waited::toString);
    }
}
