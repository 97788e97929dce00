package dev.millrace.controller.schedule;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Agents with the same labels, apart from their names where no job asks for them by name. */
final class Pool {
    static final Comparator<AgentOffer> BEST_FIRST = Comparator.comparingInt(AgentOffer::free)
            .reversed()
            .thenComparingLong(offer -> offer.agent().value());

    final Set<String> labels;
    final Set<Line> lines = new HashSet<>();
    private final TreeSet<AgentOffer> open = new TreeSet<>(BEST_FIRST);
    private int members;

    Pool(Set<String> labels) {
        this.labels = labels;
    }

    void add(AgentOffer offer) {
        members++;
        if (offer.open()) {
            open.add(offer);
        }
    }

    void remove(AgentOffer offer) {
        members--;
        open.remove(offer);
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    boolean isEmpty() {
        return members == 0;
    }

    AgentOffer best() {
        return open.first();
    }
}
