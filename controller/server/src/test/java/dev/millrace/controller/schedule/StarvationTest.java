package dev.millrace.controller.schedule;

import static dev.millrace.controller.schedule.Stage.agent;
import static dev.millrace.controller.schedule.TestJob.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.queue.QueuedJob;
import dev.millrace.controller.queue.Resources;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Nothing starves. Random arrivals, lengths, priorities, sizes, locks, groups and throttles, with floods of urgent jobs that alone would keep every
 * agent busy for ever. Counted for each job are the starts, after it was overdue, on the pools that it could run on.
 *
 * <p>The bound: of {@code turn} starts of a pool one is overdue, of organizations in turn the oldest. So a job starts at the latest after
 * {@code 2 * turn} starts for itself and for each job of its organization that was overdue before it, times the organizations, on each pool that it
 * can run on.
 */
class StarvationTest {
    private static final Policy POLICY = new Policy(Duration.ofSeconds(60), 4, Set.of());
    private static final int POOLS = 3;
    private static final int ORGANIZATIONS = 3;
    private static final List<String> LABELS = List.of("a", "b", "a || b", "", "c", "!c");

    @Test
    void a_plain_job_starts_within_the_bound_whatever_else_happens() {
        for (int seed = 0; seed < 60; seed++) {
            new World(seed).live(800);
        }
    }

    private static final class World {
        final int seed;
        final Random random;
        final Stage stage = new Stage(POLICY);
        final Map<Long, QueuedJob> waiting = new LinkedHashMap<>();
        final Map<Long, Long> endsAt = new HashMap<>();
        final Map<Long, Integer> startsSince = new HashMap<>();
        final Map<Long, Integer> bound = new HashMap<>();
        final Map<Long, OrganizationId> organizations = new HashMap<>();
        long second;
        long ids;

        World(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void live(int seconds) {
            stage.agents(offer(1, "a"), offer(2, "a"), offer(3, "b"), offer(4, "a", "b"));
            boolean flood = false;
            for (second = 0; second < seconds; second++) {
                if (random.nextInt(40) == 0) {
                    flood = !flood;
                }
                for (int i = random.nextInt(flood ? 8 : 2); i > 0; i--) {
                    arrive(flood && i > 1);
                }
                endsAt.entrySet().stream()
                        .filter(job -> job.getValue() <= second)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList()
                        .forEach(this::end);
                stage.after(1);
                overdue();
                decide();
            }
            // no more arrivals: everything that has an agent is worked off
            for (int i = 0; i < 20_000 && !waiting.isEmpty(); i++) {
                second++;
                List.copyOf(endsAt.keySet()).forEach(this::end);
                stage.after(1);
                overdue();
                decide();
            }
            assertEquals(Set.of(), waiting.keySet(), "seed " + seed + ": never started");
        }

        private static AgentOffer offer(long id, String... labels) {
            return agent(id, 2, new Resources(4_000, 0, Map.of()), labels);
        }

        private void arrive(boolean urgent) {
            long id = ++ids;
            var job = job(id).asked(stage.now)
                    .of(urgent ? 1 : random.nextInt(1, 4), random.nextInt(1, 4))
                    .on(LABELS.get(random.nextInt(LABELS.size())))
                    .priority(urgent ? 5 : random.nextInt(3));
            var special = switch (urgent ? 9 : random.nextInt(10)) {
                case 0 -> job.locks("db");
                case 1 -> job.locks("db", "web");
                case 2 -> job.group("g");
                case 3 -> job.throttled("t", 1, 0);
                case 4 -> job.takes(4_000, 0);
                default -> job;
            };
            if (special.it().labels().equals(LabelExpression.parse("c"))) {
                // Nobody has that label: it waits, and holds up nobody but its group.
                stage.jobs(special.it().needs().group().name().isEmpty() ? special : job);
                return;
            }
            waiting.put(id, special.it());
            stage.jobs(special);
        }

        private void end(long id) {
            endsAt.remove(id);
            stage.finished(id);
        }

        /** From now on each start counts. */
        private void overdue() {
            waiting.forEach((id, job) -> {
                if (!startsSince.containsKey(id)
                        && !job.asked().plus(POLICY.ageing()).isAfter(stage.now)) {
                    long before = startsSince.keySet().stream()
                            .filter(other -> job.owner().organization().equals(organizations.get(other)))
                            .count();
                    organizations.put(id, job.owner().organization());
                    bound.put(id, 2 * POLICY.turn() * ORGANIZATIONS * ((int) before + 1) * POOLS);
                    startsSince.put(id, 0);
                }
            });
        }

        private void decide() {
            for (var assignment :
                    stage.scheduler.decide(stage.now, Integer.MAX_VALUE).assignments()) {
                long id = assignment.job().id().value();
                waiting.remove(id);
                startsSince.remove(id);
                bound.remove(id);
                endsAt.put(id, second + random.nextInt(1, 6));
                countFor(assignment.agent());
            }
        }

        private void countFor(AgentId agent) {
            var labels = new HashSet<>(agent.value() == 4 ? Set.of("a", "b") : Set.of(agent.value() == 3 ? "b" : "a"));
            for (var entry : startsSince.entrySet()) {
                var job = waiting.get(entry.getKey());
                if (job != null && plain(job) && job.labels().matches(labels)) {
                    entry.setValue(entry.getValue() + 1);
                    int most = bound.getOrDefault(entry.getKey(), 0);
                    assertTrue(
                            entry.getValue() <= most,
                            () -> "seed %d: %d starts went before job %s, at most %d may: %s"
                                    .formatted(seed, entry.getValue(), job.id(), most, why(job.id())));
                }
            }
        }

        private String why(JobId id) {
            return stage.scheduler.why(id, stage.now).orElse("it does not wait");
        }

        /** Others wait for something else than an agent. */
        private static boolean plain(QueuedJob job) {
            var needs = job.needs();
            return needs.locks().targets().isEmpty()
                    && needs.group().name().isEmpty()
                    && needs.throttles().isEmpty()
                    && needs.resources().none();
        }
    }
}
