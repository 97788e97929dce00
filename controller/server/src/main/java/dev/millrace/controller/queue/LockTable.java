package dev.millrace.controller.queue;

import dev.millrace.controller.queue.LockNeed.Labelled;
import dev.millrace.controller.queue.LockNeed.Named;
import dev.millrace.controller.queue.LockNeed.Target;
import dev.millrace.controller.queue.Lockable.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one organization. Who waits stands in the line of each selector that it asks for. It is given its locks when it is the first of
 * every line that could give away one of them, and enough are free: nobody is overtaken, and since all lines have one order, the first of all is
 * never held up by another who waits. Invariant: nobody who waits could be given what it wants.
 */
final class LockTable {
    private final Map<String, Lockable> lockables = new TreeMap<>();
    private final Map<String, List<Lockable>> byLabel = new HashMap<>();
    private final Map<Selector, TreeSet<LockAsk>> lines = new HashMap<>();
    /** What cannot be had even if all was free; it holds up nobody. */
    private final Set<LockAsk> impossible = new LinkedHashSet<>();

    /** Whether it is given at once; otherwise it waits. */
    boolean ask(LockAsk ask) {
        arrive(ask);
        return !impossible.contains(ask) && give(ask);
    }

    /** Gives back or stops waiting; who is given its locks because of that, in order. */
    List<LockAsk> leave(LockAsk ask) {
        var touched = candidates(ask);
        touched.addAll(ask.held);
        if (ask.holds()) {
            ask.held.forEach(lockable -> lockable.holder = null);
            ask.held = Set.of();
        } else if (!impossible.remove(ask)) {
            leaveLines(ask);
        }
        var given = settle(new ArrayDeque<>(touched));
        touched.forEach(this::dropUnused);
        return given;
    }

    /** The declared locks with their labels, instead of the earlier ones. Who is given its locks because of that. */
    List<LockAsk> declare(Map<String, Set<String>> declared) {
        var waiting = new TreeSet<>(LockAsk.ORDER);
        lines.values().forEach(waiting::addAll);
        waiting.addAll(impossible);
        var before = new HashMap<>(lockables);
        lockables.clear();
        byLabel.clear();
        lines.clear();
        impossible.clear();
        declared.forEach((name, labels) -> add(name, labels, true, before.remove(name)));
        // What is held goes on being held, declared or not.
        before.values().stream()
                .filter(lockable -> !lockable.free())
                .forEach(lockable -> add(lockable.name, Set.of(), false, lockable));
        waiting.forEach(this::arrive);
        return settle(new ArrayDeque<>(lockables.values()));
    }

    private void add(String name, Set<String> labels, boolean declared, @Nullable Lockable before) {
        var lockable = new Lockable(name, labels, declared);
        lockables.put(name, lockable);
        for (var label : labels) {
            byLabel.computeIfAbsent(label, _ -> new ArrayList<>()).add(lockable);
        }
        var holder = before == null ? null : before.holder;
        if (before != null && holder != null) {
            lockable.holder = holder;
            var held = new LinkedHashSet<>(holder.held);
            held.remove(before);
            held.add(lockable);
            holder.held = held;
        }
    }

    /** It holds these already. */
    void restore(LockAsk ask, List<String> names) {
        var held = new LinkedHashSet<Lockable>();
        for (var name : names) {
            if (!lockables.containsKey(name)) {
                add(name, Set.of(), false, null);
            }
            held.addAll(candidates(new Named(name)));
        }
        ask.held = held;
        held.forEach(lockable -> lockable.holder = ask);
    }

    /** Who else holds or waits for one of its locks, in order: who holds, then who waits. */
    List<LockAsk> rivals(LockAsk ask) {
        var rivals = new LinkedHashSet<LockAsk>();
        for (var lockable : candidates(ask)) {
            if (lockable.holder != null) {
                rivals.add(lockable.holder);
            }
            rivals.addAll(line(lockable));
        }
        rivals.remove(ask);
        return List.copyOf(rivals);
    }

    private Set<LockAsk> line(Lockable lockable) {
        var line = new TreeSet<>(LockAsk.ORDER);
        lockable.selectors.forEach(selector -> line.addAll(lines.getOrDefault(selector, new TreeSet<>(LockAsk.ORDER))));
        return line;
    }

    /** All of them, by name. */
    List<LockStanding> standing() {
        return lockables.values().stream()
                .map(lockable -> new LockStanding(
                        lockable.name,
                        lockable.labels(),
                        lockable.declared,
                        lockable.holder == null ? "" : lockable.holder.request.title(),
                        line(lockable).stream().map(ask -> ask.request.title()).toList()))
                .toList();
    }

    private void arrive(LockAsk ask) {
        for (var target : ask.targets()) {
            if (target instanceof Named(var name) && !lockables.containsKey(name)) {
                add(name, Set.of(), false, null);
            }
        }
        if (LockMatching.find(ask.targets(), this::candidates, _ -> true).isEmpty()) {
            impossible.add(ask);
            return;
        }
        for (var target : ask.targets()) {
            lines.computeIfAbsent(Selector.of(target), _ -> new TreeSet<>(LockAsk.ORDER))
                    .add(ask);
        }
    }

    private List<LockAsk> settle(ArrayDeque<Lockable> touched) {
        var given = new ArrayList<LockAsk>();
        while (!touched.isEmpty()) {
            var lockable = touched.poll();
            var first = first(lockable);
            if (first != null && give(first)) {
                given.add(first);
                touched.addAll(candidates(first));
            }
        }
        return given;
    }

    private boolean give(LockAsk ask) {
        for (var lockable : candidates(ask)) {
            var first = first(lockable);
            if (first != null && LockAsk.ORDER.compare(first, ask) < 0) {
                return false;
            }
        }
        var match = LockMatching.find(ask.targets(), this::candidates, Lockable::free);
        if (match.isEmpty()) {
            return false;
        }
        leaveLines(ask);
        ask.held = match.get();
        ask.held.forEach(lockable -> lockable.holder = ask);
        return true;
    }

    private void leaveLines(LockAsk ask) {
        for (var target : ask.targets()) {
            lines.computeIfPresent(Selector.of(target), (_, line) -> {
                line.remove(ask);
                return line.isEmpty() ? null : line;
            });
        }
    }

    /** The first of all who could be given it. */
    private @Nullable LockAsk first(Lockable lockable) {
        LockAsk first = null;
        for (var selector : lockable.selectors) {
            var line = lines.get(selector);
            if (line != null && (first == null || LockAsk.ORDER.compare(line.first(), first) < 0)) {
                first = line.first();
            }
        }
        return first;
    }

    private void dropUnused(Lockable lockable) {
        if (!lockable.declared && lockable.free() && !lines.containsKey(lockable.selectors.getFirst())) {
            lockables.remove(lockable.name, lockable);
        }
    }

    private List<Lockable> candidates(Target target) {
        return switch (target) {
            case Named(var name) ->
                Optional.ofNullable(lockables.get(name)).map(List::of).orElse(List.of());
            case Labelled(var label, var _) -> byLabel.getOrDefault(label, List.of());
        };
    }

    private Set<Lockable> candidates(LockAsk ask) {
        var all = new LinkedHashSet<Lockable>();
        ask.targets().forEach(target -> all.addAll(candidates(target)));
        return all;
    }

    /** What a waiting one waits for; counts who is ahead. */
    String why(LockAsk ask) {
        if (impossible.contains(ask)) {
            return LockText.impossible(ask, target -> candidates(target).size());
        }
        var ahead = new LinkedHashSet<LockAsk>();
        for (var lockable : candidates(ask)) {
            for (var selector : lockable.selectors) {
                ahead.addAll(lines.getOrDefault(selector, new TreeSet<>(LockAsk.ORDER))
                        .headSet(ask));
            }
        }
        var holders = new LinkedHashSet<String>();
        for (var lockable : candidates(ask)) {
            var holder = lockable.holder;
            if (holder != null) {
                holders.add("'%s' is held by %s".formatted(lockable.name, holder.request.title()));
            }
        }
        return LockText.waiting(ask, holders, ahead.size());
    }

    boolean unused() {
        return lines.isEmpty() && impossible.isEmpty() && lockables.isEmpty();
    }
}
