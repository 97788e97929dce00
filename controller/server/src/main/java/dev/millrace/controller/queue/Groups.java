package dev.millrace.controller.queue;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Concurrency groups: the first member that came has the turn until it leaves, then the next. Pure; for one thread at a time. Entering and leaving
 * take constant time, whatever waits.
 *
 * @param <G> what names a group
 * @param <M> a member; in one group at a time
 */
public final class Groups<G, M> {
    private final Map<G, LinkedHashSet<M>> groups = new HashMap<>();
    private final Map<M, G> groupOf = new HashMap<>();

    /**
     * What came of entering.
     *
     * @param turn the member may go on now; otherwise it hears from {@link #leave}
     * @param superseded who is to end because of it, in order; each stays in until it leaves
     */
    public record Entered<M>(boolean turn, List<M> superseded) {}

    /** A member comes, at the end. One that is in already keeps its place. */
    public Entered<M> enter(G group, M member, boolean cancelInProgress) {
        var members = groups.computeIfAbsent(group, _ -> new LinkedHashSet<>());
        var superseded = cancelInProgress && !members.contains(member) ? List.copyOf(members) : List.<M>of();
        if (members.add(member)) {
            groupOf.put(member, group);
        }
        return new Entered<>(members.getFirst().equals(member), superseded);
    }

    /** A member is done or gives up; who has the turn because of that. */
    public Optional<M> leave(M member) {
        var group = groupOf.remove(member);
        var members = group == null ? null : groups.get(group);
        if (members == null) {
            return Optional.empty();
        }
        boolean had = members.getFirst().equals(member);
        members.remove(member);
        if (members.isEmpty()) {
            groups.remove(group);
            return Optional.empty();
        }
        return had ? Optional.of(members.getFirst()) : Optional.empty();
    }

    /** Who has the turn in a member's group. */
    public Optional<M> holder(M member) {
        return Optional.ofNullable(groupOf.get(member)).map(groups::get).map(LinkedHashSet::getFirst);
    }

    /** How many come before a member; counts them. */
    public int ahead(M member) {
        var group = groupOf.get(member);
        if (group == null) {
            return 0;
        }
        int ahead = 0;
        for (var other : groups.getOrDefault(group, new LinkedHashSet<>())) {
            if (other.equals(member)) {
                return ahead;
            }
            ahead++;
        }
        return ahead;
    }
}
