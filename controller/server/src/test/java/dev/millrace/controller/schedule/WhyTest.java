package dev.millrace.controller.schedule;

import static dev.millrace.controller.schedule.Stage.agent;
import static dev.millrace.controller.schedule.Stage.unavailable;
import static dev.millrace.controller.schedule.TestJob.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.queue.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a waiting job says, where no other test of its rule does. */
class WhyTest {
    private final Stage stage = new Stage();

    @Test
    void a_sandbox_is_something_that_agents_prove_and_a_label_of_none() {
        assertEquals(
                Set.of("linux", "sandbox:bubblewrap"),
                AgentOffer.labels(List.of("linux", "sandbox:vault"), List.of("bubblewrap")));
        stage.agents(agent(7, 1, "linux"));
        stage.jobs(job(1).on(LabelExpression.parse("a || linux")
                .and(AgentOffer.SANDBOX + "bubblewrap")
                .text()));
        assertEquals(
                "No agent can start the sandbox 'bubblewrap', which the job must have: 'millrace doctor' on the agent's machine says what is missing",
                stage.why(1));
        stage.agents(agent(8, 1, "linux", AgentOffer.SANDBOX + "bubblewrap"));
        assertEquals(1, stage.decide().size());
    }

    @Test
    void every_waiting_job_says_why() {
        stage.jobs(job(1).on("linux"));
        assertEquals("There is no agent: start one with 'millrace agent'", stage.why(1));
        stage.agents(agent(7, 1, "windows"));
        assertEquals(
                "No agent has the labels 'linux': start one that has, or change the label (no agent at all has: linux)",
                stage.why(1));
        stage.agents(unavailable(agent(8, 1, "linux"), "draining"));
        assertEquals("Agents that could take it get no work now: agent8 (draining)", stage.why(1));
        stage.agents(agent(9, 0, "linux"), agent(10, 1, "linux")).decide();
        stage.jobs(job(2).on("linux"), job(3).on("linux")).decide();
        assertEquals("Agents that could take it are busy: agent10", stage.why(2));
        assertEquals("Agents that could take it are busy, and other jobs are ahead of it: agent10", stage.why(3));
        assertEquals(Optional.empty(), stage.scheduler.why(new JobId(1), stage.now));
    }

    @Test
    void it_says_who_goes_first() {
        stage.agents(agent(7, 1)).jobs(job(1)).decide();
        stage.jobs(job(2), job(3).of(1, 3));
        assertEquals("Agents that could take it are busy: agent7", stage.why(3));
        assertEquals(
                "Agents that could take it are busy, and projects that have less of their share are ahead of it: agent7",
                stage.why(2));
        stage.jobs(job(4).of(4, 4));
        assertEquals(
                "Agents that could take it are busy, and organizations that have less of their share are ahead of it: agent7",
                stage.why(2));
        stage.jobs(job(5).priority(1));
        assertEquals(
                "Agents that could take it are busy, and jobs of a higher priority are ahead of it: agent7",
                stage.why(4));
    }

    @Test
    void it_says_what_there_is_no_room_for() {
        stage.agents(agent(7, 4, new Resources(4_000, 1L << 30, Map.of("gpu", 1L))));
        stage.jobs(
                        job(1).takes(3_000, 0),
                        job(2).takes(2_500, 0),
                        job(3).takes(8_000, 4L << 30),
                        job(4).takes("gpu", 2))
                .decide();
        assertEquals("Agents that could take it have no room for 2.5 cores: agent7", stage.why(2));
        assertEquals("No agent with its labels is large enough: it asks for 8 cores, 4096 MiB of memory", stage.why(3));
        assertEquals("No agent with its labels is large enough: it asks for 2 gpu", stage.why(4));
    }

    @Test
    void of_many_agents_three_are_named() {
        stage.agents(agent(1, 1), agent(2, 1), agent(3, 1), agent(4, 1), agent(5, 1));
        stage.jobs(job(1), job(2), job(3), job(4), job(5), job(6)).decide();
        assertEquals("Agents that could take it are busy: agent1, agent2, agent3 and 2 more", stage.why(6));
    }

    @Test
    void the_wait_is_estimated_from_the_pace_of_the_last_starts() {
        stage.agents(agent(7, 1));
        for (int id = 1; id <= 30; id++) {
            stage.jobs(job(id));
        }
        assertEquals(Optional.empty(), estimate(0));
        for (int id = 1; id <= 10; id++) {
            stage.decide();
            stage.after(6).finished(id);
        }
        assertEquals(Optional.of(Duration.ofSeconds(6)), estimate(0));
        assertEquals(Optional.of(Duration.ofMinutes(2)), estimate(19));
        assertEquals(
                "Agents that could take it are busy, and other jobs are ahead of it: agent7. About 2 min at the pace of late",
                text(19));
        stage.after(60);
        assertEquals(Optional.of(Duration.ofSeconds(12)), estimate(0));
    }

    private Optional<Duration> estimate(int index) {
        return stage.scheduler.queue(100, stage.now).get(index).estimate();
    }

    private String text(int index) {
        return List.copyOf(stage.scheduler.queue(100, stage.now)).get(index).text();
    }
}
