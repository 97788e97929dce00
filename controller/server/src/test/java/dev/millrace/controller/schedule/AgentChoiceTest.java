package dev.millrace.controller.schedule;

import static dev.millrace.controller.schedule.Stage.agent;
import static dev.millrace.controller.schedule.Stage.unavailable;
import static dev.millrace.controller.schedule.TestJob.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of the agents that could take a job gets it. */
class AgentChoiceTest {
    @Test
    void jobs_of_different_projects_are_spread_to_the_agent_with_most_room() {
        var stage = new Stage().agents(agent(7, 1), agent(8, 3));
        stage.jobs(job(1), job(2).of(1, 2), job(3).of(1, 3), job(4).of(1, 4));
        assertEquals(List.of("1->8", "2->8", "3->7", "4->8"), stage.decide());
    }

    @Test
    void with_equal_room_the_agent_with_fewest_jobs_gets_it() {
        var stage = new Stage().agents(agent(7, 2));
        stage.jobs(job(1)).decide();
        stage.agents(agent(8, 1)).jobs(job(2).of(1, 2));
        assertEquals(List.of("2->8"), stage.decide());
    }

    @Test
    void agents_of_a_packed_label_are_filled_one_after_the_other() {
        var stage = new Stage(new Policy(Policy.USUAL.ageing(), 32, Set.of("cloud")));
        stage.agents(agent(7, 2, "cloud"), agent(8, 2, "cloud"), agent(9, 1, "cloud"));
        for (int id = 1; id <= 4; id++) {
            stage.jobs(job(id).of(1, id));
        }
        assertEquals(List.of("1->9", "2->7", "3->7", "4->8"), stage.decide());
    }

    @Test
    void an_agent_that_had_the_project_last_is_preferred_to_one_with_more_room() {
        var stage = new Stage().agents(agent(7, 2), agent(8, 9));
        stage.jobs(job(1).of(1, 5).on("agent7")).decide();
        stage.jobs(job(2).of(1, 5), job(3).of(1, 6));
        assertEquals(List.of("3->8", "2->7"), stage.decide());
    }

    @Test
    void the_latest_of_several_warm_agents_goes_first_and_a_full_or_drained_one_is_passed_over() {
        var stage = new Stage().agents(agent(7, 1), agent(8, 1), agent(9, 1));
        stage.jobs(job(1).on("agent7")).decide();
        stage.jobs(job(2).on("agent8")).decide();
        stage.finished(1, 2).jobs(job(3));
        assertEquals(List.of("3->8"), stage.decide());
        stage.jobs(job(4));
        assertEquals(List.of("4->7"), stage.decide());
        stage.finished(3, 4).agents(unavailable(agent(7, 1), "draining"), unavailable(agent(8, 1), "draining"));
        stage.jobs(job(5));
        assertEquals(List.of("5->9"), stage.decide());
    }

    @Test
    void an_agent_that_filled_the_same_cache_is_warm_too_but_not_for_another_organization() {
        var stage = new Stage().agents(agent(7, 2), agent(8, 9));
        stage.jobs(job(1).of(1, 5).on("agent7").cache("npm")).decide();
        stage.jobs(job(2).of(1, 6).cache("npm"));
        assertEquals(List.of("2->7"), stage.decide());
        stage.finished(1, 2).jobs(job(3).of(2, 7).cache("npm"));
        assertEquals(List.of("3->8"), stage.decide());
    }

    @Test
    void a_warm_agent_without_the_labels_is_not_taken() {
        var stage = new Stage().agents(agent(7, 2, "linux"), agent(8, 2, "windows"));
        stage.jobs(job(1).on("linux")).decide();
        stage.jobs(job(2).on("windows"));
        assertEquals(List.of("2->8"), stage.decide());
    }
}
