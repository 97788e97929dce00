package dev.millrace.controller.queue;

import dev.millrace.controller.queue.LockNeed.Labelled;
import dev.millrace.controller.queue.LockNeed.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gives every target its own lockables, if that can be. Targets may overlap (one of 'printer' and one of 'fast' where one printer is fast), so
 * that taking the first that fits could fail where another choice would not: augmenting paths find a choice whenever there is one.
 */
final class LockMatching {
    private final List<List<Lockable>> slots = new ArrayList<>();
    private final Map<Lockable, Integer> takenBy = new HashMap<>();

    private LockMatching() {}

    /** @param usable which of the candidates may be taken */
    static Optional<Set<Lockable>> find(
            Iterable<Target> targets, Function<Target, List<Lockable>> candidates, Predicate<Lockable> usable) {
        var matching = new LockMatching();
        // A lock that is asked for by name twice is taken once.
        var distinct = new LinkedHashMap<Target, List<Lockable>>();
        targets.forEach(target -> distinct.put(target, candidates.apply(target)));
        for (var entry : distinct.entrySet()) {
            var all = entry.getValue();
            int quantity = entry.getKey() instanceof Labelled(var _, var many) && many > 0 ? many : all.size();
            var possible = all.stream().filter(usable).toList();
            if (all.isEmpty() || possible.size() < quantity) {
                return Optional.empty();
            }
            for (int slot = 0; slot < quantity; slot++) {
                matching.slots.add(possible);
            }
        }
        for (int slot = 0; slot < matching.slots.size(); slot++) {
            if (!matching.place(slot, new HashSet<>())) {
                return Optional.empty();
            }
        }
        return Optional.of(Set.copyOf(matching.takenBy.keySet()));
    }

    private boolean place(int slot, Set<Lockable> seen) {
        for (var lockable : slots.get(slot)) {
            if (seen.add(lockable)) {
                var holder = takenBy.get(lockable);
                if (holder == null || place(holder, seen)) {
                    takenBy.put(lockable, slot);
                    return true;
                }
            }
        }
        return false;
    }
}
