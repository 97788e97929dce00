package dev.millrace.bench;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.queue.JobOwner;
import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.queue.Needs;
import dev.millrace.controller.queue.QueuedJob;
import dev.millrace.controller.queue.Resources;
import dev.millrace.controller.schedule.AgentOffer;
import dev.millrace.controller.schedule.Assignment;
import dev.millrace.controller.schedule.Scheduler;
import dev.millrace.controller.schedule.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A large house for the scheduler: agents of 24 kinds with two executors each, organizations of four projects with two kinds of jobs each, drawn from
 * 13 label expressions and four sizes. Same draws each time.
 */
final class SchedulerHouse {
    private static final long GIB = 1L << 30;
    private static final int EXECUTORS = 2;
    private static final int PROJECTS = 4;
    private static final int KINDS = 2;
    private static final List<String> SYSTEMS = List.of("linux", "windows", "mac");
    private static final List<String> CPUS = List.of("x64", "arm64");
    private static final List<String> SIZES = List.of("small", "large");
    private static final List<String> EXTRAS = List.of("docker", "plain");
    private static final List<LabelExpression> LABELS = List.of(
                    "linux",
                    "windows",
                    "mac",
                    "linux && docker",
                    "linux && x64",
                    "linux && arm64",
                    "windows && x64",
                    "linux && (x64 || arm64) && docker",
                    "mac && arm64",
                    "large",
                    "linux && !docker",
                    "x64 && docker",
                    "large && linux")
            .stream()
            .map(LabelExpression::parse)
            .toList();
    private static final List<Needs> LOADS = List.of(
            Needs.NONE,
            Needs.NONE.with(new Resources(1_000, GIB, Map.of())),
            Needs.NONE.with(new Resources(2_000, 4 * GIB, Map.of())),
            Needs.NONE.with(new Resources(500, 2 * GIB, Map.of())));

    final Scheduler scheduler = new Scheduler();
    private final Random random = new Random(42);
    private final int organizations;
    private final int agents;
    private final List<JobId> running = new ArrayList<>();
    private long jobs;

    SchedulerHouse(int organizations, int agents) {
        this.organizations = organizations;
        this.agents = agents;
        for (int id = 1; id <= organizations; id++) {
            scheduler.share(new OrganizationId(id), Share.ofWeight(1 + id % 4));
        }
        for (int id = 1; id <= agents; id++) {
            var name = "agent-" + id;
            var labels = Set.of(
                    name, SYSTEMS.get(id % 3), CPUS.get(id / 3 % 2), SIZES.get(id / 6 % 2), EXTRAS.get(id / 12 % 2));
            var capacity = new Resources(4_000, 16 * GIB, Map.of());
            scheduler.offer(new AgentOffer(new AgentId(id), name, labels, EXECUTORS, capacity, false, ""));
        }
    }

    int executors() {
        return agents * EXECUTORS;
    }

    /** So many more wait. */
    void queue(int more) {
        for (int i = 0; i < more; i++) {
            long id = ++jobs;
            int organization = random.nextInt(organizations) + 1;
            int project = organization * PROJECTS + random.nextInt(PROJECTS);
            // A project's jobs are always of the same few kinds.
            int kind = project * 7 + random.nextInt(KINDS) * 5;
            scheduler.add(new QueuedJob(
                    new JobId(id),
                    new JobOwner(new OrganizationId(organization), new ProjectId(project), "job"),
                    LABELS.get(kind % LABELS.size()),
                    0,
                    false,
                    Instant.EPOCH.plusMillis(id),
                    LOADS.get(kind / 3 % LOADS.size())));
        }
    }

    int decide(Instant now) {
        var decided = scheduler.decide(now, Integer.MAX_VALUE).assignments();
        for (Assignment assignment : decided) {
            running.add(assignment.job().id());
        }
        return decided.size();
    }

    void finishOne() {
        if (running.isEmpty()) {
            return;
        }
        int index = random.nextInt(running.size());
        scheduler.finished(running.get(index));
        running.set(index, running.getLast());
        running.removeLast();
    }
}
