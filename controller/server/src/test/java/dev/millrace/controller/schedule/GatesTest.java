package dev.millrace.controller.schedule;

import static dev.millrace.controller.schedule.Stage.agent;
import static dev.millrace.controller.schedule.Stage.unavailable;
import static dev.millrace.controller.schedule.TestJob.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.LockNeed;
import dev.millrace.controller.queue.LockOwner;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.Locks.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Throttles, locks and groups. */
class GatesTest {
    private final Stage stage = new Stage().agents(agent(7, 9), agent(8, 9, "x"));

    private static LockRequest step(long run, String lock) {
        return new LockRequest(
                new LockOwner.OfStep(new RunId(run), 1),
                new OrganizationId(1),
                "run " + run,
                new LockNeed(List.of(new LockNeed.Named(lock)), false, false),
                0,
                Instant.EPOCH);
    }

    // ---- throttles

    @Test
    void a_category_runs_as_many_as_it_may_across_projects_and_the_others_go_on() {
        stage.jobs(
                job(1).throttled("deploy", 2, 0),
                job(2).of(1, 2).throttled("deploy", 2, 0),
                job(3).of(1, 3).throttled("deploy", 2, 0),
                job(4).of(1, 3));
        assertEquals(3, stage.decide().size());
        assertEquals("Category 'deploy' runs 2 of at most 2 jobs: it can start when one ends", stage.why(3));
        stage.finished(1);
        assertEquals(
                List.of("3->7"),
                stage.decide().stream().map(text -> text.replace("8", "7")).toList());
    }

    @Test
    void a_throttle_without_category_counts_the_project_and_one_of_another_organization_is_another() {
        stage.jobs(
                job(1).throttled("", 1, 0),
                job(2).throttled("", 1, 0),
                job(3).of(1, 2).throttled("", 1, 0),
                job(4).of(1, 2).throttled("d", 1, 0),
                job(5).of(2, 5).throttled("d", 1, 0));
        assertEquals(4, stage.decide().size());
        assertEquals("Its project runs 1 of at most 1 jobs: it can start when one ends", stage.why(2));
    }

    @Test
    void a_throttle_per_agent_sends_the_next_job_to_another_agent() {
        stage.jobs(job(1).throttled("", 0, 1).on("x"), job(2).throttled("", 0, 1), job(3).throttled("", 0, 1), job(4));
        assertEquals(
                Set.of("1->8", "2->7"),
                Set.copyOf(stage.decide().stream()
                        .filter(text -> !text.startsWith("4"))
                        .toList()));
        stage.finished(1);
        assertEquals(List.of("3->8"), stage.decide());
    }

    // ---- locks

    @Test
    void jobs_that_want_the_same_lock_run_one_after_the_other() {
        stage.jobs(job(1).locks("db"), job(2).locks("db"), job(3).of(1, 2).locks("db", "web"), job(4));
        assertEquals(Set.of("1", "4"), ids(stage.decide()));
        assertEquals("It waits for lock 'db': 'db' is held by job 1", stage.why(2));
        assertEquals("It waits for lock 'db', 'web': 'db' is held by job 1; 1 asks before it", stage.why(3));
        stage.finished(1);
        assertEquals(Set.of("2"), ids(stage.decide()));
        stage.finished(2);
        assertEquals(Set.of("3"), ids(stage.decide()));
    }

    @Test
    void a_lock_is_not_taken_while_no_agent_could_take_the_job() {
        stage.jobs(job(1).on("mac").locks("db"), job(2).locks("db"));
        assertEquals(Set.of("2"), ids(stage.decide()));
    }

    @Test
    void who_holds_a_lock_and_lost_its_agents_gives_it_back() {
        var one = new Stage().agents(agent(7, 1, "a"), agent(8, 1, "b"));
        one.jobs(job(1).locks("db").on("a")).decide();
        one.agents(agent(9, 1, "a"))
                .jobs(job(2).locks("db").on("a"), job(3).locks("db").on("b"));
        assertEquals(List.of(), one.decide());
        one.scheduler.withdraw(agent(7, 1).agent());
        one.agents(unavailable(agent(9, 1, "a"), "draining")).finished(1);
        assertEquals(List.of("3->8"), one.decide());
    }

    @Test
    void who_holds_a_lock_goes_before_all_others_that_its_agents_could_serve() {
        var one = new Stage().agents(agent(7, 2));
        one.jobs(job(1).locks("db"), job(2).locks("db")).decide();
        one.jobs(job(9).priority(5).of(2, 2)).decide();
        one.jobs(job(10).priority(5).of(3, 3)).finished(1);
        assertEquals(List.of("2->7"), one.decide());
    }

    @Test
    void a_job_that_does_not_want_to_wait_for_its_lock_is_evicted_with_the_reason() {
        stage.jobs(job(1).locks("db"), job(2).locks("db").skipsIfLocked());
        stage.decide();
        assertEquals(
                List.of(new Eviction(new JobId(2), "It waits for lock 'db': 'db' is held by job 1")), stage.evictions);
        assertEquals("It was asked to end", stage.why(2));
        stage.scheduler.remove(new JobId(2));
        assertEquals(0, stage.scheduler.size());
    }

    @Test
    void a_step_of_a_running_pipeline_and_a_job_share_one_lock() {
        stage.jobs(job(1).locks("db")).decide();
        assertInstanceOf(Verdict.Waiting.class, stage.scheduler.lock(step(50, "db")));
        assertEquals(
                "It waits for lock 'db': 'db' is held by job 1",
                stage.scheduler.why(new LockOwner.OfStep(new RunId(50), 1)).orElseThrow());
        stage.jobs(job(2).locks("db")).decide();
        stage.finished(1);
        assertEquals(
                List.of(new LockOwner.OfStep(new RunId(50), 1)),
                stage.scheduler.decide(stage.now, 9).locked());
        assertEquals("It waits for lock 'db': 'db' is held by run 50", stage.why(2));
        stage.scheduler.unlock(new LockOwner.OfStep(new RunId(50), 1));
        assertEquals(Set.of("2"), ids(stage.decide()));
    }

    @Test
    void declared_locks_are_asked_for_by_label() {
        stage.scheduler.declare(new OrganizationId(1), Map.of("db", Set.of("shared")));
        stage.jobs(job(1).locks("db")).decide();
        var ask = new LockRequest(
                new LockOwner.OfStep(new RunId(50), 1),
                new OrganizationId(1),
                "run 50",
                new LockNeed(List.of(new LockNeed.Labelled("shared", 1)), false, false),
                0,
                Instant.EPOCH);
        assertInstanceOf(Verdict.Waiting.class, stage.scheduler.lock(ask));
        stage.scheduler.declare(new OrganizationId(1), Map.of("db", Set.of("shared"), "db2", Set.of("shared")));
        assertEquals(1, stage.scheduler.decide(stage.now, 9).locked().size());
    }

    @Test
    void an_older_job_that_comes_later_asks_for_the_lock_in_place_of_the_younger() {
        stage.jobs(job(1).locks("db"), job(5).locks("db")).decide();
        stage.jobs(job(3).locks("db"));
        stage.finished(1);
        assertEquals(Set.of("3"), ids(stage.decide()));
    }

    @Test
    void a_waiting_job_that_is_removed_does_not_get_the_lock() {
        stage.jobs(job(1).locks("db"), job(2).locks("db"), job(3).locks("db")).decide();
        stage.scheduler.remove(new JobId(2));
        stage.finished(1);
        assertEquals(Set.of("3"), ids(stage.decide()));
    }

    // ---- groups

    @Test
    void a_group_runs_one_at_a_time_in_order_whatever_the_priority() {
        stage.jobs(
                job(1).group("g"),
                job(2).group("g"),
                job(3).group("g").priority(9),
                job(4).of(2, 2).group("g"));
        assertEquals(Set.of("1", "4"), ids(stage.decide()));
        assertEquals("Its group 'g' runs one job at a time: job 1 has the turn", stage.why(2));
        assertEquals(
                "Its group 'g' runs one job at a time: job 1 has the turn, and 1 more come before it", stage.why(3));
        stage.finished(1);
        assertEquals(Set.of("2"), ids(stage.decide()));
        stage.scheduler.remove(new JobId(3));
        stage.jobs(job(6).group("g")).finished(2);
        assertEquals(Set.of("6"), ids(stage.decide()));
        assertEquals(List.of(), stage.evictions);
    }

    @Test
    void a_job_that_supersedes_evicts_the_earlier_ones_and_starts_when_they_are_gone() {
        stage.jobs(job(1).group("g")).decide();
        stage.jobs(job(2).group("g"), job(3).supersedes("g"));
        assertEquals(List.of(), stage.decide());
        assertEquals(
                List.of(
                        new Eviction(new JobId(1), "superseded by job 3 in group 'g'"),
                        new Eviction(new JobId(2), "superseded by job 3 in group 'g'")),
                stage.evictions);
        stage.scheduler.remove(new JobId(2));
        stage.finished(1);
        assertEquals(Set.of("3"), ids(stage.decide()));
        assertEquals(List.of(), stage.evictions);
    }

    @Test
    void a_superseded_job_that_comes_back_from_its_agent_does_not_start_again() {
        stage.jobs(job(1).group("g")).decide();
        stage.jobs(job(3).supersedes("g")).decide();
        stage.jobs(job(1).group("g").cameBack());
        assertEquals(List.of(), stage.decide());
        assertEquals("It was asked to end", stage.why(1));
        stage.scheduler.remove(new JobId(1));
        assertEquals(Set.of("3"), ids(stage.decide()));
    }

    @Test
    void a_job_that_comes_back_keeps_the_turn_of_its_group() {
        stage.jobs(job(1).group("g"), job(2).group("g")).decide();
        stage.jobs(job(1).group("g").cameBack());
        assertEquals(Set.of("1"), ids(stage.decide()));
    }

    private static Set<String> ids(List<String> decisions) {
        return Set.copyOf(decisions.stream()
                .map(text -> text.substring(0, text.indexOf('-')))
                .toList());
    }
}
