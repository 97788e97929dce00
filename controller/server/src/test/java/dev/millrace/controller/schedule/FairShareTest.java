package dev.millrace.controller.schedule;

import static dev.millrace.controller.schedule.Stage.agent;
import static dev.millrace.controller.schedule.TestJob.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.queue.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares of organizations and of their projects. */
class FairShareTest {
    private final Stage stage = new Stage();

    private Stage weight(long organization, double weight) {
        stage.scheduler.share(new OrganizationId(organization), Share.ofWeight(weight));
        return stage;
    }

    /** How many of the decided jobs belong to each organization: the thousands of an id. */
    private static List<Long> perOrganization(List<String> decisions, int organizations) {
        var counts = new ArrayList<Long>();
        for (int org = 1; org <= organizations; org++) {
            int of = org;
            counts.add(decisions.stream()
                    .filter(text -> Long.parseLong(text.substring(0, text.indexOf('-'))) / 1_000 == of)
                    .count());
        }
        return counts;
    }

    private void want(int organization, int jobs) {
        for (int i = 0; i < jobs; i++) {
            stage.jobs(job(organization * 1_000L + i).of(organization, organization));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "~", textBlock = """
            1 1 ~ 12 ~ 6 6
            2 1 ~ 12 ~ 8 4
            1 2 3 ~ 12 ~ 2 4 6
            5 1 ~ 12 ~ 10 2
            0.5 0.25 ~ 12 ~ 8 4
            """)
    void organizations_that_want_all_hold_what_their_weights_say(String weights, int executors, String expected) {
        var parts = weights.split(" ", -1);
        for (int org = 1; org <= parts.length; org++) {
            weight(org, Double.parseDouble(parts[org - 1]));
            want(org, 100);
        }
        stage.agents(agent(7, executors));
        var counts = perOrganization(stage.decide(), parts.length);
        assertEquals(
                expected, String.join(" ", counts.stream().map(String::valueOf).toList()));
    }

    @Test
    void what_one_does_not_want_the_others_share() {
        want(1, 100);
        want(2, 100);
        want(3, 2);
        stage.agents(agent(7, 12));
        assertEquals(List.of(5L, 5L, 2L), perOrganization(stage.decide(), 3));
    }

    /** The example of the paper: 9 cores and 18 GB; one's tasks take 1 core and 4 GB, the other's 3 cores and 1 GB. */
    @Test
    void the_dominant_resource_decides() {
        long gib = 1L << 30;
        for (int i = 0; i < 20; i++) {
            stage.jobs(
                    job(1_000 + i).of(1, 1).takes(1_000, 4 * gib),
                    job(2_000 + i).of(2, 2).takes(3_000, gib));
        }
        stage.agents(agent(7, 1_000, new Resources(9_000, 18 * gib, Map.of())));
        assertEquals(List.of(3L, 2L), perOrganization(stage.decide(), 2));
    }

    @Test
    void a_named_resource_can_be_the_dominant_one() {
        for (int i = 0; i < 20; i++) {
            stage.jobs(job(1_000 + i).of(1, 1).takes("gpu", 1), job(2_000 + i).of(2, 2));
        }
        stage.agents(agent(7, 12, new Resources(0, 0, Map.of("gpu", 4L))));
        // a quarter of the gpus is as much as three executors of twelve
        assertEquals(List.of(3L, 9L), perOrganization(stage.decide(), 2));
    }

    @Test
    void on_a_single_executor_organizations_take_turns_by_weight() {
        weight(1, 3);
        want(1, 100);
        want(2, 100);
        stage.agents(agent(7, 1));
        var order = new ArrayList<String>();
        for (int i = 0; i < 16; i++) {
            var next = stage.decide().getFirst();
            order.add(next);
            stage.finished(Long.parseLong(next.substring(0, next.indexOf('-'))));
        }
        assertEquals(List.of(12L, 4L), perOrganization(order, 2));
    }

    @Test
    void idle_time_gives_no_credit() {
        want(1, 100);
        stage.agents(agent(7, 1));
        for (int i = 0; i < 50; i++) {
            stage.decide();
            stage.finished(1_000 + i);
        }
        want(2, 10);
        var order = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            var next = stage.decide().getFirst();
            order.add(next);
            stage.finished(Long.parseLong(next.substring(0, next.indexOf('-'))));
        }
        assertEquals(List.of(4L, 4L), perOrganization(order, 2));
    }

    @Test
    void priority_goes_before_shares() {
        want(1, 3);
        stage.jobs(job(2_000).of(2, 2).priority(1), job(2_001).of(2, 2).priority(1))
                .agents(agent(7, 3));
        assertEquals(List.of(1L, 2L), perOrganization(stage.decide(), 2));
    }

    @Test
    void projects_share_what_their_organization_has_by_their_weights() {
        stage.scheduler.share(new OrganizationId(1), new ProjectId(12), Share.ofWeight(2));
        for (int i = 0; i < 40; i++) {
            stage.jobs(
                    job(1_000 + i).of(1, 11),
                    job(2_000 + i).of(1, 12),
                    job(3_000 + i).of(2, 21));
        }
        stage.agents(agent(7, 12));
        assertEquals(List.of(2L, 4L, 6L), perOrganization(stage.decide(), 3));
    }

    @Test
    void a_cap_on_jobs_holds_and_says_so() {
        stage.scheduler.share(new OrganizationId(1), new Share(1, 1, 2));
        want(1, 5);
        want(2, 1);
        stage.agents(agent(7, 9));
        assertEquals(List.of(2L, 1L), perOrganization(stage.decide(), 2));
        assertEquals(
                "Its organization runs 2 jobs and is at its cap: it can start when one ends, or when the cap is raised",
                stage.why(1_004));
        stage.finished(1_000);
        assertEquals(List.of("1002->7"), stage.decide());
        stage.scheduler.share(new OrganizationId(1), Share.USUAL);
        assertEquals(List.of("1003->7", "1004->7"), stage.decide());
    }

    @Test
    void a_cap_on_the_dominant_share_holds_when_agents_come() {
        stage.scheduler.share(new OrganizationId(1), new Share(1, 0.5, Integer.MAX_VALUE));
        want(1, 9);
        stage.agents(agent(7, 4));
        assertEquals(2, stage.decide().size());
        stage.agents(agent(8, 4));
        assertEquals(2, stage.decide().size());
    }

    @Test
    void a_project_can_be_capped_and_the_others_go_on() {
        stage.scheduler.share(new OrganizationId(1), new ProjectId(1), new Share(1, 1, 1));
        stage.jobs(job(1), job(2), job(3).of(1, 2)).agents(agent(7, 9));
        assertEquals(List.of("1->7", "3->7"), stage.decide());
        assertTrue(stage.why(2).startsWith("Its project runs 1 job and is at its cap"), stage.why(2));
    }
}
