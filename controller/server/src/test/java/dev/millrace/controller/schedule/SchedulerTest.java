package dev.millrace.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.queue.QueuedJob;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SchedulerTest {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerTest.class);

    private final Scheduler scheduler = new Scheduler();

    private static QueuedJob job(long id, String labels) {
        return job(id, labels, 0, false);
    }

    private static QueuedJob job(long id, String labels, int priority, boolean returned) {
        return new QueuedJob(
                new JobId(id),
                new OrganizationId(1),
                LabelExpression.parse(labels),
                priority,
                returned,
                Instant.EPOCH.plusSeconds(id));
    }

    private static AgentOffer agent(long id, int free, String... labels) {
        return offer(id, free, "", labels);
    }

    private static AgentOffer offer(long id, int free, String unavailable, String... labels) {
        var all = new TreeSet<>(Set.of(labels));
        all.add("agent" + id);
        return new AgentOffer(new AgentId(id), "agent" + id, all, Math.max(free, 1), free, unavailable);
    }

    private List<String> decide() {
        return scheduler.decide(100).stream()
                .map(decision -> decision.job().id() + "->" + decision.agent())
                .toList();
    }

    @Test
    void older_jobs_go_first() {
        scheduler.add(job(2, ""));
        scheduler.add(job(1, "linux"));
        scheduler.offer(agent(7, 1, "linux"));
        assertEquals(List.of("1->7"), decide());
    }

    @Test
    void a_higher_priority_goes_before_age() {
        scheduler.add(job(1, ""));
        scheduler.add(job(2, "", 5, false));
        scheduler.offer(agent(7, 1));
        assertEquals(List.of("2->7"), decide());
    }

    @Test
    void what_came_back_goes_before_older_jobs_of_its_priority() {
        scheduler.add(job(1, ""));
        scheduler.add(job(2, "", 0, true));
        scheduler.add(job(3, "", 1, false));
        scheduler.offer(agent(7, 3));
        assertEquals(List.of("3->7", "2->7", "1->7"), decide());
    }

    @Test
    void a_job_that_no_agent_can_take_holds_up_nobody() {
        scheduler.add(job(1, "windows"));
        scheduler.add(job(2, "linux"));
        scheduler.offer(agent(7, 2, "linux"));
        assertEquals(List.of("2->7"), decide());
        scheduler.offer(agent(8, 1, "windows"));
        assertEquals(List.of("1->8"), decide());
    }

    @Test
    void jobs_are_spread_to_the_agent_with_most_room() {
        scheduler.offer(agent(7, 1));
        scheduler.offer(agent(8, 3));
        for (int id = 1; id <= 4; id++) {
            scheduler.add(job(id, ""));
        }
        assertEquals(List.of("1->8", "2->8", "3->7", "4->8"), decide());
        assertEquals(0, scheduler.size());
    }

    @Test
    void an_agent_can_be_asked_for_by_name_whoever_came_first() {
        scheduler.offer(agent(7, 1, "linux"));
        scheduler.offer(agent(8, 1, "linux"));
        scheduler.add(job(1, "agent8"));
        assertEquals(List.of("1->8"), decide());
        scheduler.add(job(2, "linux && !agent7"));
        assertEquals(List.of(), decide());
        scheduler.offer(agent(9, 1, "linux"));
        assertEquals(List.of("2->9"), decide());
    }

    @Test
    void an_agent_that_is_unavailable_or_gone_gets_nothing() {
        scheduler.add(job(1, ""));
        scheduler.offer(offer(7, 1, "draining"));
        assertEquals(List.of(), decide());
        scheduler.offer(agent(7, 1));
        scheduler.withdraw(new AgentId(7));
        assertEquals(List.of(), decide());
        scheduler.offer(agent(7, 1));
        assertEquals(List.of("1->7"), decide());
    }

    @Test
    void a_job_that_was_taken_out_is_not_served() {
        scheduler.add(job(1, ""));
        assertTrue(scheduler.remove(new JobId(1)));
        assertFalse(scheduler.remove(new JobId(1)));
        scheduler.offer(agent(7, 1));
        assertEquals(List.of(), decide());
    }

    @Test
    void the_queue_is_listed_in_the_order_of_service() {
        scheduler.add(job(3, "a"));
        scheduler.add(job(1, "b"));
        scheduler.add(job(2, "a"));
        scheduler.add(job(4, "c", 9, false));
        assertEquals(
                List.of(4L, 1L, 2L),
                scheduler.waiting(3).stream().map(job -> job.id().value()).toList());
    }

    @Test
    void every_waiting_job_says_why() {
        scheduler.add(job(1, "linux"));
        assertEquals("There is no agent: start one with 'millrace agent'", why(1));
        scheduler.offer(agent(7, 1, "windows"));
        assertEquals(
                "No agent has the labels 'linux': start one that has, or change the label (no agent at all has: linux)",
                why(1));
        scheduler.offer(offer(8, 1, "draining", "linux"));
        assertEquals("Agents that could take it get no work now: agent8 (draining)", why(1));
        scheduler.offer(agent(9, 0, "linux"));
        assertEquals("Agents that could take it are busy: agent9", why(1));
        scheduler.add(job(2, "linux"));
        assertEquals("Agents that could take it are busy, and other jobs are ahead of it: agent9", why(2));
    }

    private String why(long id) {
        return scheduler.why(new JobId(id)).orElseThrow();
    }

    /** The same events for the scheduler and for a list that is searched from end to end. */
    @Test
    void any_history_decides_as_a_plain_search_would() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var fast = new Scheduler();
            var plain = new PlainSearch();
            var labels = List.of("", "a", "b", "a && b", "a || b", "!a", "agent1", "a && !agent2");
            for (int step = 0; step < 200; step++) {
                int id = random.nextInt(1, 20);
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        var job = job(
                                id, labels.get(random.nextInt(labels.size())), random.nextInt(2), random.nextBoolean());
                        fast.add(job);
                        plain.jobs.put(job.id(), job);
                    }
                    case 2 -> {
                        fast.remove(new JobId(id));
                        plain.jobs.remove(new JobId(id));
                    }
                    case 3 -> {
                        var own = List.of(
                                        new String[] {}, new String[] {"a"}, new String[] {"b"}, new String[] {"a", "b"
                                        })
                                .get(random.nextInt(4));
                        var offer = offer(id % 5 + 1, random.nextInt(3), random.nextInt(4) == 0 ? "away" : "", own);
                        fast.offer(offer);
                        plain.agents.put(offer.agent(), offer);
                    }
                    default -> assertEquals(plain.decide(), fast.decide(100), "seed " + seed + " step " + step);
                }
            }
        }
    }

    private static final class PlainSearch {
        final Map<JobId, QueuedJob> jobs = new HashMap<>();
        final Map<AgentId, AgentOffer> agents = new HashMap<>();

        List<Assignment> decide() {
            var decisions = new ArrayList<Assignment>();
            for (var job : jobs.values().stream().sorted().toList()) {
                agents.values().stream()
                        .filter(AgentOffer::open)
                        .filter(agent -> job.labels().matches(agent.labels()))
                        .min(Pool.BEST_FIRST)
                        .ifPresent(agent -> {
                            decisions.add(new Assignment(job, agent.agent()));
                            jobs.remove(job.id());
                            agents.put(
                                    agent.agent(),
                                    new AgentOffer(
                                            agent.agent(),
                                            agent.name(),
                                            agent.labels(),
                                            agent.executors(),
                                            agent.free() - 1,
                                            agent.unavailable()));
                        });
            }
            return decisions;
        }
    }

    @Test
    @Tag("deep")
    void a_million_waiting_jobs_do_not_slow_decisions_down() {
        int jobs = 1_000_000;
        for (int id = 1; id <= jobs; id++) {
            scheduler.add(job(id, "label" + id % 100));
        }
        for (int id = 1; id <= 1_000; id++) {
            scheduler.offer(agent(id, 100, "label" + id % 100));
        }
        // the thread's own time: what else the machine does is not the scheduler's
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int decided = scheduler.decide(100_000).size();
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        assertEquals(100_000, decided);
        LOG.atInfo().addKeyValue("decisionsPerSecond", decided / seconds).log("scheduler");
        assertTrue(seconds < 1, () -> "100,000 decisions took " + seconds + " s");
    }
}
