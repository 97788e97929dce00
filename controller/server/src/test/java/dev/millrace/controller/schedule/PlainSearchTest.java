package dev.millrace.controller.schedule;

import static dev.millrace.controller.schedule.TestJob.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.queue.QueuedJob;
import dev.millrace.controller.queue.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same events for the scheduler and for a search from end to end that knows the rules and nothing else. */
class PlainSearchTest {
    private static final List<String> LABELS =
            List.of("", "a", "b", "a && b", "a || b", "!a", "agent1", "a && !agent2");
    private static final List<String[]> OWN =
            List.of(new String[] {}, new String[] {"a"}, new String[] {"b"}, new String[] {"a", "b"});

    @Test
    void any_history_decides_as_a_plain_search_would() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var fast = new Scheduler();
            var plain = new PlainSearch();
            for (int step = 0; step < 300; step++) {
                int id = random.nextInt(1, 40);
                switch (random.nextInt(7)) {
                    case 0, 1, 2 -> {
                        if (!plain.running.containsKey(new JobId(id))) {
                            var job = random(random, id);
                            fast.add(job);
                            plain.jobs.put(job.id(), job);
                        }
                    }
                    case 3 -> {
                        fast.remove(new JobId(id));
                        plain.jobs.remove(new JobId(id));
                    }
                    case 4 -> {
                        fast.finished(new JobId(id));
                        plain.running.remove(new JobId(id));
                    }
                    case 5 -> {
                        var offer = offer(random, id % 5 + 1);
                        fast.offer(offer);
                        plain.agents.put(offer.agent(), offer);
                    }
                    default -> {
                        var share = random.nextBoolean() ? Share.USUAL : new Share(2, 1, random.nextInt(1, 5));
                        fast.share(new OrganizationId(id % 3 + 1), share);
                        plain.shares.put(new OrganizationId(id % 3 + 1), share);
                    }
                }
                if (random.nextInt(3) == 0) {
                    var expected = plain.decide(fast);
                    assertEquals(expected, List.of(), "seed %d step %d".formatted(seed, step));
                }
            }
        }
    }

    private static QueuedJob random(Random random, int id) {
        var job = job(id).of(id % 3 + 1, id % 7 + 1)
                .on(LABELS.get(random.nextInt(LABELS.size())))
                .priority(random.nextInt(2));
        var sized = switch (random.nextInt(4)) {
            case 0 -> job.takes(1_000, 0);
            case 1 -> job.takes(2_000, 3);
            case 2 -> job.takes("gpu", 1);
            default -> job;
        };
        return (random.nextInt(4) == 0 ? sized.cameBack() : sized).it();
    }

    private static AgentOffer offer(Random random, int id) {
        var capacity = new Resources(random.nextInt(5) * 1_000L, random.nextInt(6), gpus(random.nextInt(3)));
        var offer = Stage.agent(id, random.nextInt(4), capacity, OWN.get(random.nextInt(OWN.size())));
        var willing = random.nextInt(4) == 0 ? Stage.exclusive(offer) : offer;
        return random.nextInt(4) == 0 ? Stage.unavailable(willing, "away") : willing;
    }

    private static Map<String, Long> gpus(long count) {
        return count == 0 ? Map.of() : Map.of("gpu", count);
    }

    /**
     * Follows the scheduler decision by decision: each must be one of the best by the rules. Where shares are equal the scheduler goes by what was
     * served before, which is not followed here.
     */
    private static final class PlainSearch {
        final Map<JobId, QueuedJob> jobs = new HashMap<>();
        final Map<AgentId, AgentOffer> agents = new HashMap<>();
        final Map<OrganizationId, Share> shares = new HashMap<>();
        final Map<JobId, Assignment> running = new TreeMap<>(Comparator.comparingLong(JobId::value));

        /** What was wrong. */
        List<String> decide(Scheduler fast) {
            var wrong = new ArrayList<String>();
            while (true) {
                var decided = fast.decide(Instant.EPOCH, 1).assignments();
                var able = jobs.values().stream().filter(this::canStart).toList();
                if (decided.isEmpty()) {
                    able.forEach(job -> wrong.add("could start and did not: " + job));
                    return wrong;
                }
                var assignment = decided.getFirst();
                var chosen = assignment.job();
                if (!able.contains(chosen)) {
                    wrong.add("could not start: " + chosen);
                }
                var agent = agents.get(assignment.agent());
                if (agent == null || !hasRoom(agent, chosen)) {
                    wrong.add("has no room for it: " + assignment);
                }
                for (var other : able) {
                    if (before(other, chosen)) {
                        wrong.add("goes before %s: %s".formatted(chosen, other));
                    }
                }
                jobs.remove(chosen.id());
                running.put(chosen.id(), assignment);
            }
        }

        private boolean before(QueuedJob one, QueuedJob other) {
            if (one.priority() != other.priority()) {
                return one.priority() > other.priority();
            }
            var owner = one.owner();
            if (!owner.organization().equals(other.owner().organization())) {
                return share(one, false) < share(other, false) - 1e-9;
            }
            if (!owner.project().equals(other.owner().project())) {
                return share(one, true) < share(other, true) - 1e-9;
            }
            return one.compareTo(other) < 0;
        }

        private double share(QueuedJob of, boolean project) {
            var whole = new double[4];
            agents.values().stream().filter(AgentOffer::available).forEach(agent -> {
                whole[0] += agent.executors();
                add(whole, agent.capacity());
            });
            var used = new double[4];
            running.values().stream()
                    .map(Assignment::job)
                    .filter(job -> job.owner().organization().equals(of.owner().organization()))
                    .filter(job ->
                            !project || job.owner().project().equals(of.owner().project()))
                    .forEach(job -> {
                        used[0]++;
                        add(used, job.needs().resources());
                    });
            double most = 0;
            for (int i = 0; i < 4; i++) {
                most = Math.max(most, whole[i] > 0 ? used[i] / whole[i] : 0);
            }
            return project ? most : most / share(of).weight();
        }

        private Share share(QueuedJob job) {
            return shares.getOrDefault(job.owner().organization(), Share.USUAL);
        }

        private static void add(double[] sum, Resources more) {
            sum[1] += more.cpuMillis();
            sum[2] += more.memoryBytes();
            sum[3] += more.named().getOrDefault("gpu", 0L);
        }

        private boolean canStart(QueuedJob job) {
            long now = running.values().stream()
                    .filter(other -> other.job()
                            .owner()
                            .organization()
                            .equals(job.owner().organization()))
                    .count();
            return now < share(job).mostJobs() && agents.values().stream().anyMatch(agent -> hasRoom(agent, job));
        }

        private boolean hasRoom(AgentOffer agent, QueuedJob job) {
            var left = new double[] {
                agent.executors() - 1,
                agent.capacity().cpuMillis() - job.needs().resources().cpuMillis(),
                agent.capacity().memoryBytes() - job.needs().resources().memoryBytes(),
                agent.capacity().named().getOrDefault("gpu", 0L)
                        - job.needs().resources().named().getOrDefault("gpu", 0L)
            };
            var asked = job.needs().resources();
            for (var other : running.values()) {
                if (other.agent().equals(agent.agent())) {
                    var taken = other.job().needs().resources();
                    left[0]--;
                    left[1] -= taken.cpuMillis();
                    left[2] -= taken.memoryBytes();
                    left[3] -= taken.named().getOrDefault("gpu", 0L);
                }
            }
            boolean names = job.labels().names().stream().anyMatch(agent.labels()::contains);
            return agent.available()
                    && job.labels().matches(agent.labels())
                    && (!agent.exclusive() || names)
                    && left[0] >= 0
                    && (asked.cpuMillis() == 0 || left[1] >= 0)
                    && (asked.memoryBytes() == 0 || left[2] >= 0)
                    && (asked.named().isEmpty() || left[3] >= 0);
        }
    }
}
