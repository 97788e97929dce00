package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.queue.LabelExpression;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which agents can take which jobs. Jobs are grouped into shapes and agents into pools, and which pool can serve which shape is worked out once per
 * pair. In a pool each load that is asked for has a bay with the agents that have room for it: an agent that changes costs
 * O(log agents) for each different load that its pool serves.
 */
final class Board {
    /** Shapes for which no job waits, but may again: making one looks at all agents of its pools. */
    private static final int KEPT = 256;

    /** Shapes that have a job and an agent for it. */
    final Heap<Shape> served = new Heap<>(Shape.ORDER);

    private final Dimensions dimensions;
    private final Set<String> packed;
    private final Map<Key, Shape> shapes = new HashMap<>();
    private final LinkedHashMap<Key, Shape> idle = new LinkedHashMap<>();
    private final Map<Pool.Key, Pool> pools = new HashMap<>();
    private final Map<AgentId, Seat> seats = new HashMap<>();
    private final Map<String, Seat> byName = new HashMap<>();
    private final Map<String, Integer> mentions = new HashMap<>();

    Board(Dimensions dimensions, Set<String> packed) {
        this.dimensions = dimensions;
        this.packed = packed;
    }

    private record Key(LabelExpression labels, Demand demand) {}

    Collection<Shape> shapes() {
        return shapes.values();
    }

    Collection<Seat> seats() {
        return seats.values();
    }

    @Nullable
    Seat find(AgentId agent) {
        return seats.get(agent);
    }

    /** Of an agent, here or not. */
    Seat seat(AgentId agent) {
        return seats.computeIfAbsent(agent, Seat::new);
    }

    Load load(Demand demand) {
        return new Load(demand, dimensions.amounts(1, demand.resources));
    }

    // ---- shapes

    Shape shape(LabelExpression labels, Demand demand) {
        var key = new Key(labels, demand);
        var known = shapes.get(key);
        if (known == null) {
            known = make(key);
        } else if (known.waiting == 0) {
            idle.remove(key);
        }
        return known;
    }

    private Shape make(Key key) {
        var shape = new Shape(key.labels(), load(key.demand()));
        for (var name : shape.names) {
            mentions.merge(name, 1, Integer::sum);
            // An agent that is asked for by name leaves the pool of its like.
            var named = byName.get(name);
            if (named != null && named.pool != null) {
                displace(named);
                place(named);
            }
        }
        pools.values().forEach(pool -> join(pool, shape));
        shapes.put(key, shape);
        return shape;
    }

    /** Its last job is gone. */
    void idle(Shape shape) {
        var key = new Key(shape.labels, shape.load.demand());
        idle.put(key, shape);
        if (idle.size() > KEPT) {
            var oldest = idle.pollFirstEntry();
            shapes.remove(oldest.getKey());
            drop(oldest.getValue());
        }
    }

    private void drop(Shape shape) {
        shape.links.forEach((pool, link) -> pool.leave(link));
        for (var name : shape.names) {
            mentions.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private void join(Pool pool, Shape shape) {
        if (pool.key.takes(shape)) {
            var link = pool.join(shape);
            shape.links.put(pool, link);
            var _ = link.settle();
        }
    }

    /** Puts a shape where it belongs after its jobs or agents changed. */
    void refresh(Shape shape) {
        boolean in = shape.served();
        if (in) {
            shape.rank();
        }
        served.set(shape, in);
    }

    // ---- agents

    /** An agent is as the offer says. */
    void offer(AgentOffer offer) {
        var seat = seat(offer.agent());
        var before = seat.offer;
        boolean same = before != null
                && before.name().equals(offer.name())
                && before.labels().equals(offer.labels())
                && before.exclusive() == offer.exclusive();
        var capacity = dimensions.amounts(offer.executors(), offer.capacity());
        if (same && seat.pool != null) {
            change(seat, () -> {
                seat.offer = offer;
                seat.capacity = capacity;
            });
            return;
        }
        leave(seat);
        seat.offer = offer;
        seat.capacity = capacity;
        byName.put(offer.name(), seat);
        place(seat);
    }

    /** An agent is gone; what runs on it is not. */
    void withdraw(AgentId agent) {
        var seat = seats.get(agent);
        if (seat != null) {
            leave(seat);
            forget(seat);
        }
    }

    private void leave(Seat seat) {
        if (seat.offer != null) {
            byName.remove(seat.offer.name(), seat);
            displace(seat);
            seat.offer = null;
            seat.capacity = new Amounts();
        }
    }

    void forget(Seat seat) {
        if (seat.offer == null && seat.running() == 0) {
            seats.remove(seat.agent);
        }
    }

    /** Takes a seat out of its bays before it changes, and puts it back where it then belongs. */
    void change(Seat seat, Runnable change) {
        var pool = seat.pool;
        if (pool == null) {
            change.run();
            return;
        }
        for (var bay : pool.bays) {
            bay.seats.remove(seat);
        }
        change.run();
        for (var bay : pool.bays) {
            bay.consider(seat);
            settle(bay);
        }
    }

    private void settle(Bay bay) {
        if (bay.settled()) {
            for (var link : bay.links) {
                if (link.settle()) {
                    refresh(link.shape);
                }
            }
        }
    }

    private void place(Seat seat) {
        var offer = seat.offer;
        if (offer == null) {
            throw new IllegalStateException("An agent that is not there has no place: " + seat.agent);
        }
        var labels = new HashSet<>(offer.labels());
        if (!mentions.containsKey(offer.name())) {
            labels.remove(offer.name());
        }
        var key = new Pool.Key(labels, offer.exclusive());
        var known = pools.get(key);
        var pool = known == null ? open(key) : known;
        pool.seats.add(seat);
        seat.pool = pool;
        change(seat, () -> {});
    }

    private Pool open(Pool.Key key) {
        var pool = new Pool(new Pool.Key(Set.copyOf(key.labels()), key.exclusive()), packed);
        pools.put(pool.key, pool);
        shapes.values().forEach(shape -> join(pool, shape));
        return pool;
    }

    private void displace(Seat seat) {
        var pool = seat.pool;
        if (pool == null) {
            return;
        }
        for (var bay : pool.bays) {
            bay.seats.remove(seat);
            settle(bay);
        }
        pool.seats.remove(seat);
        seat.pool = null;
        if (pool.seats.isEmpty()) {
            pools.remove(pool.key);
            for (var shape : List.copyOf(pool.shapes)) {
                var link = shape.links.remove(pool);
                if (link != null) {
                    link.shut();
                }
                refresh(shape);
            }
        }
    }

    /** Whether some agent takes jobs of a shape, now or when others end. */
    static boolean reachable(Shape shape) {
        return shape.links.keySet().stream()
                .anyMatch(pool -> pool.seats.stream().anyMatch(Seat::available));
    }
}
