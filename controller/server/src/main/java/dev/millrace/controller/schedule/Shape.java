package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.LabelExpression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that ask for the same labels and load, so that the same agents can take them: organizations in order of fair share, in each its projects, in
 * each its lanes.
 */
final class Shape extends Heap.Node {
    /** The one whose first job goes before the other's. Compares what was true when each was ranked last: an account is in many shapes. */
    static final Comparator<Shape> ORDER = (one, other) -> {
        int order = Standing.ORDER.compare(one.standing, other.standing);
        if (order == 0) {
            order = Integer.compare(other.priority, one.priority);
        }
        if (order == 0) {
            order = Long.compare(one.age, other.age);
        }
        return order != 0 ? order : Long.compare(one.job, other.job);
    };

    final LabelExpression labels;
    final Set<String> names;
    final Load load;
    final Map<OrgAccount, OrgSlot> all = new HashMap<>();
    /** Those that have a project that nothing holds up. */
    final Heap<OrgSlot> ready = new Heap<>(Slot.ORDER);

    private final Heap<OrgSlot.Due> young = new Heap<>(OrgSlot.Due.BY_AGE);
    private final Heap<OrgSlot.Due> overdue = new Heap<>(OrgSlot.Due.IN_TURN);

    final Map<Pool, Link> links = new LinkedHashMap<>();
    /** Those whose bay has an agent. */
    final List<Link> open = new ArrayList<>();

    int waiting;

    /** An agent is kept free for one of its jobs. */
    @Nullable
    Hold hold;

    private Standing standing = Standing.NOBODY;
    /** Of its first job, as its project's slot has it. */
    private int priority;

    private long age;
    private long job;

    Shape(LabelExpression labels, Load load) {
        this.labels = labels;
        this.names = labels.names();
        this.load = load;
    }

    Lane firstLane() {
        return ready.first().ready.first().ready.first();
    }

    boolean served() {
        return !open.isEmpty() && !ready.isEmpty();
    }

    /** The oldest job of an organization may be another. */
    void aged(OrgSlot slot) {
        var due = slot.due;
        boolean any = !slot.ages.isEmpty();
        if (any == due.listed() && (!any || slot.ages.first().since == due.since)) {
            return;
        }
        (due.overdue ? overdue : young).remove(due);
        due.overdue = false;
        if (any) {
            due.since = slot.ages.first().since;
            young.put(due);
        }
    }

    /** Whose turn it is among the organizations that have a job that waits since {@code before}; null: none has. */
    OrgSlot.@Nullable Due overdue(Instant before) {
        long oldest = before.toEpochMilli();
        while (!young.isEmpty() && young.first().since <= oldest) {
            var due = young.first();
            young.remove(due);
            due.overdue = true;
            overdue.put(due);
        }
        return overdue.isEmpty() ? null : overdue.first();
    }

    /** An organization had its turn. */
    void tookTurn(OrgSlot slot) {
        if (slot.due.overdue) {
            overdue.put(slot.due);
        }
    }

    /** Its jobs wait for room, and an agent can be kept free for one. */
    boolean hungry() {
        return hold == null && open.isEmpty() && !load.demand().plain();
    }

    @Override
    long key() {
        return Slot.key(standing.urgency(), standing.orgRank());
    }

    @Override
    long next() {
        return Slot.next(standing.orgRank(), standing.orgPass());
    }

    /** Before it is put where it belongs. */
    void rank() {
        if (!ready.isEmpty()) {
            var organization = ready.first();
            var project = organization.ready.first();
            standing = Standing.of(organization.urgency, organization, project);
            priority = project.priority;
            age = project.age;
            job = project.job;
        }
    }
}
