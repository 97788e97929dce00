package dev.millrace.controller.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Agents with the same labels, apart from their names where no job asks for them by name. */
final class Pool {
    final Key key;
    final boolean packed;
    final Set<Seat> seats = new LinkedHashSet<>();
    final Set<Shape> shapes = new LinkedHashSet<>();
    final List<Bay> bays = new ArrayList<>();
    private final Map<Demand, Bay> byDemand = new HashMap<>();
    /** Jobs that started here since an overdue one had its turn. */
    int sinceTurn;

    /** At most one agent is kept free at a time. */
    @Nullable
    Hold hold;

    Pool(Key key, Set<String> packed) {
        this.key = key;
        this.packed = key.labels().stream().anyMatch(packed::contains);
    }

    /** What its agents have in common. */
    record Key(Set<String> labels, boolean exclusive) {
        boolean takes(Shape shape) {
            return shape.labels.matches(labels)
                    && (!exclusive || shape.names.stream().anyMatch(labels::contains));
        }
    }

    /** Of the jobs that wait since {@code before}, that it has room for and that nothing holds up, whose turn it is; null: there are none. */
    OrgSlot.@Nullable Due overdue(Instant before) {
        OrgSlot.Due next = null;
        for (var bay : bays) {
            if (bay.isOpen()) {
                for (var link : bay.links) {
                    var due = link.shape.overdue(before);
                    if (due != null && (next == null || OrgSlot.Due.IN_TURN.compare(due, next) < 0)) {
                        next = due;
                    }
                }
            }
        }
        return next;
    }

    Link join(Shape shape) {
        shapes.add(shape);
        var known = byDemand.get(shape.load.demand());
        var bay = known == null ? new Bay(this, shape.load) : known;
        if (known == null) {
            byDemand.put(shape.load.demand(), bay);
            bays.add(bay);
        }
        var link = new Link(shape, bay);
        bay.links.add(link);
        return link;
    }

    void leave(Link link) {
        var bay = link.bay;
        shapes.remove(link.shape);
        bay.links.remove(link);
        if (bay.links.isEmpty()) {
            bays.remove(bay);
            byDemand.remove(bay.load.demand());
        }
    }
}
