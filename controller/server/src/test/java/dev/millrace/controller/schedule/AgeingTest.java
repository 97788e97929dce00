package dev.millrace.controller.schedule;

import static dev.millrace.controller.schedule.Stage.agent;
import static dev.millrace.controller.schedule.TestJob.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.queue.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What priority, shares and small jobs would hold up for ever. */
class AgeingTest {
    private static final Policy FAST = new Policy(Duration.ofSeconds(100), 4, Set.of());

    private final Stage stage = new Stage(FAST);

    /** Starts and ends jobs one by one; how many others start before {@code id}, with one more of {@code flood} for each. */
    private int startsBefore(long id, Flood flood) {
        for (int starts = 0; starts < 1_000; starts++) {
            stage.jobs(flood.next(10_000 + starts));
            var decided = stage.decide(1).getFirst();
            long started = Long.parseLong(decided.substring(0, decided.indexOf('-')));
            if (started == id) {
                return starts;
            }
            stage.finished(started).after(1);
        }
        return Integer.MAX_VALUE;
    }

    private interface Flood {
        TestJob next(long id);
    }

    @Test
    void a_low_priority_starts_soon_after_it_is_overdue_whatever_flood_of_high_ones_there_is() {
        stage.agents(agent(7, 1)).jobs(job(1));
        int starts = startsBefore(1, id -> job(id).asked(stage.now).priority(9));
        assertTrue(starts > 95 && starts <= 100 + 2 * FAST.turn(), "after " + starts);
    }

    @Test
    void an_organization_that_has_much_elsewhere_starts_too() {
        for (int i = 0; i < 5; i++) {
            stage.jobs(job(5_000 + i).of(2, 2).on("windows"));
        }
        stage.agents(agent(8, 5, "windows"), agent(7, 1, "linux")).decide();
        stage.jobs(job(1).of(2, 2).on("linux"));
        int starts = startsBefore(1, id -> job(id).asked(stage.now).of(3, 3).on("linux"));
        assertTrue(starts > 95 && starts <= 100 + 2 * FAST.turn(), "after " + starts);
    }

    @Test
    void a_flood_of_another_organization_that_is_older_and_overdue_too_does_not_use_up_the_turns() {
        stage.agents(agent(7, 1));
        for (int id = 100; id < 1_100; id++) {
            stage.jobs(job(id).of(2, 2).asked(stage.now).priority(9));
        }
        stage.jobs(job(1).of(3, 3).asked(stage.now.plusMillis(1)));
        int starts = startsBefore(1, id -> job(id).asked(stage.now).of(2, 2).priority(9));
        assertTrue(starts > 95 && starts <= 100 + 4 * FAST.turn(), "after " + starts);
    }

    @Test
    void the_turn_is_the_pools_so_that_a_flood_of_another_shape_does_not_use_it_up() {
        stage.agents(agent(7, 1, "linux", "docker")).jobs(job(1).on("linux"));
        int starts = startsBefore(1, id -> job(id).asked(stage.now).priority(9).on("linux && docker"));
        assertTrue(starts <= 100 + 2 * FAST.turn(), "after " + starts);
    }

    @Test
    void an_agent_is_kept_free_for_an_overdue_job_that_is_large() {
        stage.agents(
                agent(7, 9, new Resources(4_000, 0, Map.of()), "x"),
                agent(8, 9, new Resources(4_000, 0, Map.of()), "x"));
        for (int id = 1; id <= 8; id++) {
            stage.jobs(job(id).takes(1_000, 0));
        }
        stage.decide();
        stage.jobs(job(50).takes(4_000, 0).asked(stage.now));
        for (int id = 100; id < 120; id++) {
            stage.jobs(job(id).takes(1_000, 0).priority(1));
        }
        stage.finished(1);
        assertEquals(1, stage.decide().size());
        stage.after(101).decide();
        assertTrue(stage.why(50).contains("is kept free for the one that waits longest"), stage.why(50));
        var kept = stage.why(50).contains("agent7 is kept") ? "7" : "8";
        int started = 0;
        for (int id = 2; id <= 120 && started == 0; id++) {
            stage.finished(id);
            for (var decision : stage.decide()) {
                if (decision.startsWith("50->")) {
                    assertEquals("50->" + kept, decision);
                    started = id;
                } else {
                    assertTrue(!decision.endsWith(kept), decision);
                }
            }
        }
        assertTrue(started > 0, "It never started");
        stage.jobs(job(200).takes(1_000, 0)).finished(50);
        assertTrue(!stage.decide().isEmpty(), "The agent is not kept any longer");
    }

    @Test
    void an_agent_that_goes_away_is_kept_no_longer_and_another_is() {
        stage.agents(agent(7, 9, new Resources(2_000, 0, Map.of()), "x"));
        stage.jobs(job(1).takes(1_000, 0)).decide();
        stage.jobs(job(2).takes(2_000, 0)).after(200).decide();
        assertTrue(stage.why(2).contains("agent7 is kept free"), stage.why(2));
        stage.scheduler.withdraw(agent(7, 1).agent());
        stage.agents(agent(8, 9, new Resources(2_000, 0, Map.of()), "x"));
        assertEquals(List.of("2->8"), stage.decide());
    }

    @Test
    void a_cap_holds_for_overdue_jobs_too() {
        stage.scheduler.share(new OrganizationId(2), new Share(1, 1, 1));
        stage.agents(agent(7, 1), agent(8, 1, "x"));
        stage.jobs(job(1).of(2, 2).on("x"), job(2).of(2, 2)).decide();
        stage.after(1_000);
        for (int id = 100; id < 120; id++) {
            stage.jobs(job(id).asked(stage.now));
            assertEquals(
                    List.of(id + "->7"),
                    stage.decide().stream().filter(text -> text.startsWith("1")).toList());
            stage.finished(id);
        }
        assertTrue(stage.why(2).contains("at its cap"), stage.why(2));
    }
}
