package dev.millrace.controller.schedule;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.queue.ConcurrencyGroup;
import dev.millrace.controller.queue.JobOwner;
import dev.millrace.controller.queue.LabelExpression;
import dev.millrace.controller.queue.LockNeed;
import dev.millrace.controller.queue.Needs;
import dev.millrace.controller.queue.QueuedJob;
import dev.millrace.controller.queue.Resources;
import dev.millrace.controller.queue.Throttle;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A job with usual needs, changed as a test wants it. It was asked for as many seconds after the epoch as its id. */
record TestJob(QueuedJob it) {
    static TestJob job(long id) {
        return new TestJob(new QueuedJob(
                new JobId(id),
                new JobOwner(new OrganizationId(1), new ProjectId(1), "job " + id),
                LabelExpression.parse(""),
                0,
                false,
                Instant.EPOCH.plusSeconds(id),
                Needs.NONE));
    }

    private TestJob with(
            JobOwner owner, LabelExpression labels, int priority, boolean returned, Instant asked, Needs needs) {
        return new TestJob(new QueuedJob(it.id(), owner, labels, priority, returned, asked, needs));
    }

    private TestJob with(Needs needs) {
        return with(it.owner(), it.labels(), it.priority(), it.returned(), it.asked(), needs);
    }

    TestJob of(long organization, long project) {
        var owner = new JobOwner(
                new OrganizationId(organization),
                new ProjectId(project),
                it.owner().title());
        return with(owner, it.labels(), it.priority(), it.returned(), it.asked(), it.needs());
    }

    TestJob on(String labels) {
        return with(it.owner(), LabelExpression.parse(labels), it.priority(), it.returned(), it.asked(), it.needs());
    }

    TestJob priority(int priority) {
        return with(it.owner(), it.labels(), priority, it.returned(), it.asked(), it.needs());
    }

    TestJob cameBack() {
        return with(it.owner(), it.labels(), it.priority(), true, it.asked(), it.needs());
    }

    TestJob asked(Instant asked) {
        return with(it.owner(), it.labels(), it.priority(), it.returned(), asked, it.needs());
    }

    TestJob takes(long cpuMillis, long memoryBytes) {
        return with(it.needs().with(new Resources(cpuMillis, memoryBytes, Map.of())));
    }

    TestJob takes(String name, long count) {
        var before = it.needs().resources();
        return with(it.needs().with(new Resources(before.cpuMillis(), before.memoryBytes(), Map.of(name, count))));
    }

    TestJob locks(String... names) {
        return with(it.needs()
                .with(new LockNeed(
                        List.of(names).stream()
                                .map(name -> (LockNeed.Target) new LockNeed.Named(name))
                                .toList(),
                        false,
                        false)));
    }

    TestJob skipsIfLocked() {
        return with(it.needs().with(new LockNeed(it.needs().locks().targets(), false, true)));
    }

    TestJob group(String name) {
        return with(it.needs().with(new ConcurrencyGroup(name, false)));
    }

    TestJob supersedes(String name) {
        return with(it.needs().with(new ConcurrencyGroup(name, true)));
    }

    TestJob throttled(String category, int most, int mostPerAgent) {
        return with(it.needs().with(List.of(new Throttle(category, most, mostPerAgent))));
    }

    TestJob notBefore(Instant end) {
        return with(it.needs().with(end));
    }

    TestJob cache(String name) {
        return with(it.needs().with(name));
    }
}
