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
import dev.millrace.controller.schedule.Policy;
import dev.millrace.controller.schedule.Scheduler;
import dev.millrace.controller.schedule.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/** Some organizations and their agents, on a clock that jumps from second to second. Same draws each time. */
final class FairHouse {
    /** After so long a job is overdue. */
    static final Duration AGEING = Policy.USUAL.ageing();

    private static final long GIB = 1L << 30;
    private static final int EXECUTORS = 4;
    private static final int CORES = 8;
    private static final int SETTLED_AFTER = 3_600;
    private static final int FLOOD_FROM = 1_800;
    private static final LabelExpression LINUX = LabelExpression.parse("linux");

    /** How an organization asks for jobs. */
    enum Habit {
        /** Far more than it can have. */
        FLOODS,
        /** Has always some that wait. */
        BUSY,
        /** Wants half of what it is entitled to. */
        MODEST,
        /** A job now and then, of the lowest priority. */
        PATIENT
    }

    private final Scheduler scheduler = new Scheduler();
    private final Random random = new Random(7);
    private final List<FairMember> members;
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparingLong(Ending::second));
    private final int agents;
    private final boolean mixed;
    private long jobs;
    private long second;

    private record Ending(long second, JobId job, FairMember member) {}

    FairHouse(int agents, boolean mixed) {
        this.agents = agents;
        this.mixed = mixed;
        var small = new Resources(1_000, GIB, Map.of());
        var wide = new Resources(1_000, 6 * GIB, Map.of());
        var middle = new Resources(1_000, 2 * GIB, Map.of());
        members = List.of(
                new FairMember(1, "flood1", 1, Habit.FLOODS, small),
                new FairMember(2, "busy1", 1, Habit.BUSY, small),
                new FairMember(3, "busy2", 2, Habit.BUSY, wide),
                new FairMember(4, "busy4", 4, Habit.BUSY, middle),
                new FairMember(5, "modest2", 2, Habit.MODEST, middle),
                new FairMember(6, "patient1", 1, Habit.PATIENT, small));
        for (var member : members) {
            scheduler.share(new OrganizationId(member.id), Share.ofWeight(member.weight));
        }
        for (int id = 1; id <= agents; id++) {
            var name = "agent-" + id;
            var capacity = new Resources(CORES * 1_000L, 4L * CORES * GIB, Map.of());
            int executors = mixed ? CORES : EXECUTORS;
            scheduler.offer(
                    new AgentOffer(new AgentId(id), name, Set.of(name, "linux"), executors, capacity, false, ""));
        }
    }

    FairResult live(Duration length) {
        for (second = 0; second < length.toSeconds(); second++) {
            while (!endings.isEmpty() && endings.peek().second() <= second) {
                var ending = endings.remove();
                scheduler.finished(ending.job());
                ending.member().running--;
            }
            members.forEach(this::ask);
            for (var assignment : scheduler.decide(now(), Integer.MAX_VALUE).assignments()) {
                var member = member(assignment.job());
                member.started(assignment.job(), second);
                endings.add(new Ending(
                        second + 60 + random.nextInt(240), assignment.job().id(), member));
            }
            if (second >= SETTLED_AFTER) {
                members.forEach(member -> member.jobSeconds += member.running);
            }
        }
        members.forEach(member -> member.closed(second));
        return FairResult.of(members, this::share, second);
    }

    /** What an organization had in use on average: its dominant share. */
    private double share(FairMember member) {
        double average = member.jobSeconds / (double) (second - SETTLED_AFTER);
        if (!mixed) {
            return average / (agents * (double) EXECUTORS);
        }
        double cores = average * member.needs.cpuMillis() / (agents * CORES * 1_000.0);
        double memory = average * member.needs.memoryBytes() / (agents * 4.0 * CORES * GIB);
        return Math.max(cores, memory);
    }

    private Instant now() {
        return Instant.EPOCH.plusSeconds(second);
    }

    private FairMember member(QueuedJob job) {
        return members.get((int) job.owner().organization().value() - 1);
    }

    private void ask(FairMember member) {
        int wanted = switch (member.habit) {
            case FLOODS -> second < FLOOD_FROM ? 0 : second == FLOOD_FROM ? 20_000 : 10;
            case BUSY -> Math.max(0, 40 - member.waiting());
            // half of two elevenths of 800 executors, three minutes each
            case MODEST -> random.nextInt(1_000) < agents * 2 ? 1 : 0;
            case PATIENT -> second % 1_200 == 0 ? 1 : 0;
        };
        for (int i = 0; i < wanted; i++) {
            ask(member, ++jobs);
        }
    }

    private void ask(FairMember member, long id) {
        var job = new QueuedJob(
                new JobId(id),
                new JobOwner(new OrganizationId(member.id), new ProjectId(member.id * 10 + id % 3), member.name),
                LINUX,
                member.habit == Habit.PATIENT ? -1 : 0,
                false,
                now(),
                mixed ? Needs.NONE.with(member.needs) : Needs.NONE);
        member.asked(job);
        scheduler.add(job);
    }
}
