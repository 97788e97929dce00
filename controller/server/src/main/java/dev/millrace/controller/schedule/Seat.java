package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An agent, and what is taken of it. */
final class Seat {
    /** The one with most executors free first, then the one with fewest jobs. */
    static final Comparator<Seat> SPREAD = (one, other) -> one.compare(other, -1);

    /** The fullest first. */
    static final Comparator<Seat> PACK = (one, other) -> one.compare(other, 1);

    final AgentId agent;
    final Amounts used = new Amounts();
    final Map<Demand.Kind, Integer> kinds = new HashMap<>();
    Amounts capacity = new Amounts();
    /** What it adds to the whole, of which shares are taken. */
    Amounts counted = new Amounts();

    /** Null: jobs run on it, but it is not there. */
    @Nullable
    AgentOffer offer;

    @Nullable
    Pool pool;

    /** The overdue job that it is kept free for. */
    @Nullable
    Hold hold;

    private int running;

    Seat(AgentId agent) {
        this.agent = agent;
    }

    private int compare(Seat other, int sign) {
        int free = freeExecutors();
        int otherFree = other.freeExecutors();
        if (free != otherFree) {
            return free < otherFree ? -sign : sign;
        }
        if (running != other.running) {
            return running < other.running ? -1 : 1;
        }
        return Long.compare(agent.value(), other.agent.value());
    }

    int running() {
        return running;
    }

    int freeExecutors() {
        return (int) (capacity.get(0) - used.get(0));
    }

    boolean available() {
        return offer != null && offer.available();
    }

    /** Whether any job of that demand can start here now. */
    boolean fits(Load load) {
        return hold == null && available() && hasRoom(load);
    }

    /** Whether there is room, whoever it is kept for. */
    boolean hasRoom(Load load) {
        if (!load.amounts().within(capacity, used)) {
            return false;
        }
        for (var limit : load.demand().perAgent) {
            if (kinds.getOrDefault(limit.kind(), 0) >= limit.most()) {
                return false;
            }
        }
        return true;
    }

    /** Whether there would be room if nothing ran. */
    boolean couldHave(Load load) {
        return load.amounts().within(capacity, new Amounts());
    }

    void take(Running job) {
        running++;
        used.add(job.load().amounts());
        job.limits().forEach(limit -> kinds.merge(limit.count().kind, 1, Integer::sum));
    }

    void give(Running job) {
        running--;
        used.subtract(job.load().amounts());
        job.limits().forEach(limit -> kinds.computeIfPresent(limit.count().kind, (_, n) -> n == 1 ? null : n - 1));
    }
}
