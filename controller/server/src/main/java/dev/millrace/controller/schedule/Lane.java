package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.LockNeed;
import dev.millrace.controller.queue.Throttle;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs of one project that differ in age alone: what holds up the first holds up all. */
final class Lane extends Heap.Node {
    /** Within a project. */
    static final Comparator<Lane> ORDER = (one, other) -> {
        int byUrgency = Integer.compare(other.urgency(), one.urgency());
        return byUrgency != 0 ? byUrgency : one.first().job.compareTo(other.first().job);
    };

    final ProjectSlot slot;
    final Key key;
    final List<Limits.Limit> limits;
    final Heap<Waiting> jobs = new Heap<>((one, other) -> one.job.compareTo(other.job));
    final Age age = new Age(this);
    Gate gate = Gate.OPEN;

    /** Who asked for the locks; it is the first. */
    @Nullable
    Waiting asker;

    Lane(ProjectSlot slot, Key key, List<Limits.Limit> limits) {
        this.slot = slot;
        this.key = key;
        this.limits = limits;
    }

    /** What its jobs have in common, beside all that their project slot stands for. */
    record Key(int priority, List<Throttle> throttles, LockNeed locks) {}

    enum Gate {
        OPEN,
        /** A throttle has no room. */
        THROTTLED,
        /** Others hold the locks. */
        LOCKED,
        /** The first job holds its locks and keeps others waiting: it goes before all. */
        HOLDING
    }

    Waiting first() {
        return jobs.first();
    }

    int urgency() {
        return gate == Gate.HOLDING ? Integer.MAX_VALUE : key.priority();
    }

    boolean ready() {
        return !jobs.isEmpty() && (gate == Gate.OPEN || gate == Gate.HOLDING);
    }

    Shape shape() {
        return slot.parent.shape;
    }

    /** Its place among all lanes of its shape by age. */
    static final class Age extends Heap.Node {
        static final Comparator<Age> ORDER = (one, other) ->
                one.since != other.since ? Long.compare(one.since, other.since) : Long.compare(one.job, other.job);

        final Lane lane;
        /** In ms since the epoch. */
        long since = Long.MAX_VALUE;

        private long job;

        Age(Lane lane) {
            this.lane = lane;
        }

        @Override
        long key() {
            return since;
        }

        @Override
        long next() {
            return job;
        }

        void refresh() {
            if (!lane.jobs.isEmpty()) {
                var first = lane.first();
                since = first.since;
                job = first.id;
            }
        }
    }
}
