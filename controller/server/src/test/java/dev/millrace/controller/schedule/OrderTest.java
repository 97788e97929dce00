package dev.millrace.controller.schedule;

import static dev.millrace.controller.schedule.Stage.agent;
import static dev.millrace.controller.schedule.Stage.exclusive;
import static dev.millrace.controller.schedule.Stage.unavailable;
import static dev.millrace.controller.schedule.TestJob.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.queue.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is next, and which agents come into question. */
class OrderTest {
    private final Stage stage = new Stage();

    @Test
    void older_jobs_go_first() {
        stage.jobs(job(2), job(1).on("linux")).agents(agent(7, 1, "linux"));
        assertEquals(List.of("1->7"), stage.decide());
    }

    @Test
    void a_higher_priority_goes_before_age() {
        stage.jobs(job(1), job(2).priority(5)).agents(agent(7, 1));
        assertEquals(List.of("2->7"), stage.decide());
    }

    @Test
    void what_came_back_goes_before_older_jobs_of_its_priority() {
        stage.jobs(job(1), job(2).cameBack(), job(3).priority(1)).agents(agent(7, 3));
        assertEquals(List.of("3->7", "2->7", "1->7"), stage.decide());
    }

    @Test
    void a_running_job_that_comes_back_frees_its_agent() {
        stage.jobs(job(1)).agents(agent(7, 1));
        stage.decide();
        stage.jobs(job(2), job(1).cameBack());
        assertEquals(List.of("1->7"), stage.decide());
        stage.finished(1);
        assertEquals(List.of("2->7"), stage.decide());
    }

    @Test
    void a_job_that_no_agent_can_take_holds_up_nobody() {
        stage.jobs(job(1).on("windows"), job(2).on("linux")).agents(agent(7, 2, "linux"));
        assertEquals(List.of("2->7"), stage.decide());
        stage.agents(agent(8, 1, "windows"));
        assertEquals(List.of("1->8"), stage.decide());
    }

    @Test
    void an_agent_can_be_asked_for_by_name_whoever_came_first() {
        stage.agents(agent(7, 1, "linux"), agent(8, 1, "linux")).jobs(job(1).on("agent8"));
        assertEquals(List.of("1->8"), stage.decide());
        stage.jobs(job(2).on("linux && !agent7"));
        assertEquals(List.of(), stage.decide());
        stage.agents(agent(9, 1, "linux"));
        assertEquals(List.of("2->9"), stage.decide());
    }

    @Test
    void an_agent_that_is_unavailable_or_gone_gets_nothing() {
        stage.jobs(job(1)).agents(unavailable(agent(7, 1), "draining"));
        assertEquals(List.of(), stage.decide());
        stage.agents(agent(7, 1));
        stage.scheduler.withdraw(new AgentId(7));
        assertEquals(List.of(), stage.decide());
        stage.agents(agent(7, 1));
        assertEquals(List.of("1->7"), stage.decide());
    }

    @Test
    void what_runs_is_counted_also_while_its_agent_is_away_or_offers_less() {
        stage.agents(agent(7, 2)).jobs(job(1), job(2));
        stage.decide();
        stage.scheduler.withdraw(new AgentId(7));
        stage.jobs(job(3), job(4)).finished(1).agents(agent(7, 2));
        assertEquals(List.of("3->7"), stage.decide());
        stage.agents(agent(7, 1)).finished(2);
        assertEquals(List.of(), stage.decide());
        stage.finished(3);
        assertEquals(List.of("4->7"), stage.decide());
    }

    @Test
    void what_ran_before_a_restart_is_told_and_counted() {
        stage.scheduler.running(job(1).it(), new AgentId(7));
        stage.agents(agent(7, 2)).jobs(job(2), job(3));
        assertEquals(List.of("2->7"), stage.decide());
        stage.finished(1);
        assertEquals(List.of("3->7"), stage.decide());
    }

    @Test
    void a_job_that_was_taken_out_is_not_served() {
        stage.jobs(job(1));
        assertTrue(stage.scheduler.remove(new JobId(1)));
        assertFalse(stage.scheduler.remove(new JobId(1)));
        stage.agents(agent(7, 1));
        assertEquals(List.of(), stage.decide());
        assertEquals(0, stage.scheduler.size());
    }

    @Test
    void an_exclusive_agent_takes_only_jobs_that_name_one_of_its_labels() {
        stage.agents(exclusive(agent(7, 9, "gpu", "linux")))
                .jobs(job(1), job(2).on("!windows"), job(3).on("gpu"), job(4).on("gpu || windows"));
        assertEquals(List.of("3->7", "4->7"), stage.decide());
        assertTrue(stage.why(1).contains("only jobs that name one of their labels"), stage.why(1));
    }

    @Test
    void a_job_starts_where_all_that_it_takes_is_left() {
        stage.agents(agent(7, 9, new Resources(2_000, 4 << 20, Map.of("gpu", 1L)), "x"));
        stage.jobs(
                job(1).takes(1_500, 0),
                job(2).takes(1_000, 0),
                job(3).takes(500, 5 << 20),
                job(4).takes("gpu", 1),
                job(5).takes("gpu", 1),
                job(6).takes("tpu", 1),
                job(7).takes(500, 4 << 20));
        assertEquals(List.of("1->7", "4->7", "7->7"), stage.decide());
        stage.finished(1);
        assertEquals(List.of("2->7"), stage.decide());
        stage.finished(4);
        assertEquals(List.of("5->7"), stage.decide());
    }

    @Test
    void an_agent_that_does_not_state_cpu_and_memory_has_enough_but_no_gpu() {
        stage.agents(agent(7, 9)).jobs(job(1).takes(64_000, 1L << 40), job(2).takes("gpu", 1));
        assertEquals(List.of("1->7"), stage.decide());
    }

    @Test
    void a_quiet_period_ends_before_the_job_stands_in_line() {
        stage.agents(agent(7, 1)).jobs(job(1).notBefore(Instant.EPOCH.plusSeconds(60)));
        assertEquals(List.of(), stage.decide());
        assertEquals(Optional.of(Instant.EPOCH.plusSeconds(60)), stage.scheduler.wakeAt());
        stage.after(20);
        assertEquals("Its quiet period ends in 40 s", stage.why(1));
        stage.after(40);
        assertEquals(List.of("1->7"), stage.decide());
        assertEquals(Optional.empty(), stage.scheduler.wakeAt());
    }

    @Test
    void no_more_is_decided_than_was_asked_for() {
        stage.agents(agent(7, 3)).jobs(job(1), job(2), job(3));
        assertEquals(List.of("1->7", "2->7"), stage.decide(2));
        assertEquals(List.of("3->7"), stage.decide(2));
    }

    @Test
    void the_queue_is_listed_in_the_order_of_service() {
        stage.jobs(
                job(3).on("a"),
                job(1).on("b"),
                job(2).on("a"),
                job(4).on("c").priority(9),
                job(5).notBefore(Instant.EPOCH.plusSeconds(9)));
        assertEquals(List.of("4:0", "1:0", "2:0", "3:1", "5:0"), listed(9));
        assertEquals(List.of("4:0", "1:0", "2:0"), listed(3));
    }

    private List<String> listed(int limit) {
        return stage.scheduler.queue(limit, stage.now).stream()
                .map(place -> place.job().id() + ":" + place.ahead())
                .toList();
    }
}
