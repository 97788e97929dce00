package dev.millrace.controller.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.millrace.controller.lease.LeaseEffect.EndJob;
import dev.millrace.controller.lease.LeaseEffect.Free;
import dev.millrace.controller.lease.LeaseEffect.Requeue;
import dev.millrace.controller.lease.LeaseEffect.SendRevoke;
import dev.millrace.controller.lease.LeaseEvent.Absent;
import dev.millrace.controller.lease.LeaseEvent.Accept;
import dev.millrace.controller.lease.LeaseEvent.AgentEnded;
import dev.millrace.controller.lease.LeaseEvent.Expire;
import dev.millrace.controller.lease.LeaseEvent.OfferAgain;
import dev.millrace.controller.lease.LeaseEvent.Refuse;
import dev.millrace.controller.lease.LeaseEvent.Release;
import dev.millrace.controller.lease.LeaseEvent.Renew;
import dev.millrace.controller.lease.LeaseEvent.Revoke;
import dev.millrace.controller.lease.LeaseState.Accepted;
import dev.millrace.controller.lease.LeaseState.Closing;
import dev.millrace.controller.lease.LeaseState.Ended;
import dev.millrace.controller.lease.LeaseState.Granted;
import dev.millrace.wire.proto.LeaseAccepted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseRulesTest {
    private static final Instant DEADLINE = Instant.ofEpochSecond(100);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Instant IN_TIME = DEADLINE.minusSeconds(1);
    private static final Instant LATE = DEADLINE.plusSeconds(1);
    private static final Instant DUE = DEADLINE.plus(MARGIN);
    private static final LeaseAccepted TERMS = LeaseAccepted.getDefaultInstance();

    private final LeaseRules rules = new LeaseRules(MARGIN);

    /** State, event, time; next state; effects by name. The whole table. */
    @ParameterizedTest(name = "{0} + {1} {2}")
    @CsvSource(textBlock = """
            Granted,  Accept,     in time, Accepted, Save TellGranted
            Granted,  Accept,     late,    Granted,  SendRevoke
            Granted,  OfferAgain, in time, Granted,  Save
            Granted,  OfferAgain, late,    Ended,    Save Free Requeue
            Granted,  Refuse,     in time, Ended,    Save Free Requeue
            Granted,  Renew,      in time, Granted,  ''
            Granted,  Expire,     in time, Granted,  ''
            Granted,  Expire,     late,    Granted,  ''
            Granted,  Expire,     due,     Ended,    Save Free Requeue
            Granted,  Release,    in time, Closing,  Save SendRelease EndJob
            Granted,  Revoke,     in time, Closing,  Save SendRevoke EndJob
            Granted,  AgentEnded, in time, Ended,    Save Free Requeue
            Granted,  Absent,     in time, Ended,    Save Free Requeue
            Accepted, Accept,     in time, Accepted, ''
            Accepted, OfferAgain, in time, Accepted, ''
            Accepted, Refuse,     in time, Ended,    Save Free EndJob
            Accepted, Renew,      in time, Accepted, Save
            Accepted, Renew,      late,    Accepted, SendRevoke
            Accepted, Expire,     in time, Accepted, ''
            Accepted, Expire,     late,    Accepted, ''
            Accepted, Expire,     due,     Ended,    Save Free EndJob
            Accepted, Release,    in time, Closing,  Save SendRelease EndJob
            Accepted, Revoke,     in time, Closing,  Save SendRevoke EndJob
            Accepted, AgentEnded, in time, Ended,    Save Free EndJob
            Accepted, Absent,     in time, Ended,    Save Free EndJob
            Closing,  Accept,     in time, Closing,  SendRevoke
            Closing,  OfferAgain, in time, Closing,  ''
            Closing,  Refuse,     in time, Ended,    Free
            Closing,  Renew,      in time, Closing,  SendRevoke
            Closing,  Expire,     late,    Closing,  ''
            Closing,  Expire,     due,     Ended,    Free
            Closing,  Release,    in time, Closing,  ''
            Closing,  Revoke,     in time, Closing,  ''
            Closing,  AgentEnded, in time, Ended,    Free
            Closing,  Absent,     in time, Ended,    Free
            Ended,    Accept,     in time, Ended,    SendRevoke
            Ended,    OfferAgain, in time, Ended,    ''
            Ended,    Refuse,     in time, Ended,    ''
            Ended,    Renew,      in time, Ended,    SendRevoke
            Ended,    Expire,     due,     Ended,    ''
            Ended,    Release,    in time, Ended,    ''
            Ended,    Revoke,     in time, Ended,    ''
            Ended,    AgentEnded, in time, Ended,    ''
            Ended,    Absent,     in time, Ended,    ''
            """)
    void every_event_has_its_answer(String from, String event, String when, String to, String effects) {
        var step = rules.apply(state(from), event(event), time(when));
        assertEquals(to, step.state().getClass().getSimpleName());
        assertEquals(
                effects,
                step.effects().stream()
                        .map(effect -> effect.getClass().getSimpleName())
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void a_renewal_never_shortens_a_lease() {
        var step = rules.apply(new Accepted(DEADLINE, TERMS), new Renew(DEADLINE.minusSeconds(50)), IN_TIME);
        assertEquals(DEADLINE, assertInstanceOf(Accepted.class, step.state()).deadline());
    }

    @Test
    void a_released_job_is_not_told_that_it_ended_and_a_revoked_one_is() {
        assertEquals(
                List.of(new EndJob("released", false)),
                rules.apply(new Accepted(DEADLINE, TERMS), new Release(), IN_TIME).effects().stream()
                        .filter(EndJob.class::isInstance)
                        .toList());
        assertEquals(
                List.of(new EndJob("stop", true)),
                rules.apply(new Accepted(DEADLINE, TERMS), new Revoke("stop"), IN_TIME).effects().stream()
                        .filter(EndJob.class::isInstance)
                        .toList());
    }

    /** Random histories: a job waits again only when nothing of it can live, and an accepted lease never makes it wait again. */
    @Test
    void no_history_leases_a_job_again_too_early() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            LeaseState state = new Granted(DEADLINE);
            var now = IN_TIME.minusSeconds(20);
            boolean accepted = false;
            int requeued = 0;
            int freed = 0;
            for (int step = 0; step < 30; step++) {
                now = now.plusMillis(random.nextInt(3_000));
                var names = List.of(
                        "Accept",
                        "Refuse",
                        "Renew",
                        "Expire",
                        "Release",
                        "Revoke",
                        "AgentEnded",
                        "Absent",
                        "OfferAgain");
                var event = event(names.get(random.nextInt(names.size())));
                var before = state;
                var next = rules.apply(state, event, now);
                state = next.state();
                accepted |= state instanceof Accepted;
                for (var effect : next.effects()) {
                    if (effect instanceof Requeue) {
                        requeued++;
                        assertFalse(accepted, "seed " + seed + ": an accepted job was queued again");
                    }
                    if (effect instanceof Free) {
                        freed++;
                        // an agent that comes back has not begun what it has not accepted
                        var agentSaidSo = event instanceof AgentEnded
                                || event instanceof Absent
                                || event instanceof Refuse
                                || event instanceof OfferAgain;
                        assertEquals(
                                true,
                                agentSaidSo || !now.isBefore(deadline(before).plus(MARGIN)),
                                "seed " + seed + ": freed too early by " + event);
                    }
                    if (effect instanceof SendRevoke) {
                        assertEquals(
                                true, event instanceof Accept || event instanceof Renew || event instanceof Revoke);
                    }
                }
            }
            assertEquals(true, requeued <= 1 && freed <= 1);
        }
    }

    private static Instant deadline(LeaseState state) {
        return switch (state) {
            case Granted granted -> granted.deadline();
            case Accepted accepted -> accepted.deadline();
            case Closing closing -> closing.deadline();
            case Ended _ -> Instant.MAX.minusSeconds(100);
        };
    }

    private static LeaseState state(String name) {
        return switch (name) {
            case "Granted" -> new Granted(DEADLINE);
            case "Accepted" -> new Accepted(DEADLINE, TERMS);
            case "Closing" -> new Closing(DEADLINE, "released");
            case "Ended" -> new Ended("lost");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static LeaseEvent event(String name) {
        return switch (name) {
            case "Accept" -> new Accept(TERMS, DEADLINE.plusSeconds(10));
            case "OfferAgain" -> new OfferAgain(DEADLINE.plusSeconds(10));
            case "Refuse" -> new Refuse("full");
            case "Renew" -> new Renew(DEADLINE.plusSeconds(10));
            case "Expire" -> new Expire();
            case "Release" -> new Release();
            case "Revoke" -> new Revoke("stop");
            case "AgentEnded" -> new AgentEnded("supervisor-lost");
            case "Absent" -> new Absent();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Instant time(String name) {
        return switch (name) {
            case "in time" -> IN_TIME;
            case "late" -> LATE;
            case "due" -> DUE;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
