package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTest {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @ParameterizedTest(name = "{0} leases in a fleet of {1}: {2} s")
    @CsvSource({
        "0, 1, 10", // a small fleet
        "0, 2500, 10",
        "0, 5000, 20", // 250 heartbeats a second
        "0, 10000, 40",
        "0, 100000, 40", // what is offered to one that is gone does not wait for ever
        "1, 100000, 10", // heartbeats renew leases
    })
    void the_idle_agents_of_a_large_fleet_send_fewer_heartbeats(int leases, int connected, long seconds) {
        var pace = new HeartbeatPace(USUAL, Duration.ofSeconds(40));
        assertEquals(Duration.ofSeconds(seconds), pace.next(leases, connected));
    }

    @Test
    void three_heartbeats_may_be_missed_of_the_pace_that_was_asked_for() {
        var liveness = new Liveness(Duration.ofSeconds(5), 0);
        liveness.expect(USUAL);
        assertFalse(liveness.isSilent(seconds(30)));
        assertTrue(liveness.isSilent(seconds(31)));
        liveness.expect(Duration.ofSeconds(40));
        assertFalse(liveness.isSilent(seconds(120)));
        liveness.heard(seconds(120));
        assertFalse(liveness.isSilent(seconds(240)));
        assertTrue(liveness.isSilent(seconds(241)));
    }

    @Test
    void an_agent_that_is_offered_something_is_expected_to_answer_at_the_usual_pace_from_then_on() {
        var liveness = new Liveness(Duration.ofSeconds(5), 0);
        liveness.expect(Duration.ofSeconds(40));
        liveness.ask(USUAL, seconds(100));
        assertFalse(liveness.isSilent(seconds(130)));
        assertTrue(liveness.isSilent(seconds(131)));
    }

    @Test
    void an_agent_has_time_to_say_who_it_is_however_fast_its_heart_is_to_beat() {
        var liveness = new Liveness(Duration.ofSeconds(5), 0);
        liveness.expect(Duration.ofMillis(10));
        assertFalse(liveness.isSilent(seconds(5)));
    }

    @Test
    void one_look_finds_the_silent_ones_among_those_that_are_watched() {
        var silences = new Silences();
        var found = new ArrayList<String>();
        var quiet = new Named("quiet", found);
        var gone = new Named("gone", found);
        silences.watch(quiet);
        var talking = new Named("talking", found);
        talking.liveness().heard(seconds(5));
        silences.watch(talking);
        silences.watch(gone);
        silences.forget(gone);
        silences.look(seconds(6));
        assertEquals(List.of("quiet"), found);
    }

    /** Silent after five seconds. */
    private static final class Named implements Silences.Watched {
        private final String name;
        private final List<String> found;
        private final Liveness liveness = new Liveness(Duration.ofSeconds(5), 0);

        Named(String name, List<String> found) {
            this.name = name;
            this.found = found;
        }

        @Override
        public Liveness liveness() {
            return liveness;
        }

        @Override
        public void silent() {
            found.add(name);
        }
    }
}
