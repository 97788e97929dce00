package dev.millrace.controller.schedule;

import java.util.Comparator;

/** Where an account stands among those who wait for the same: first by its most urgent job, then by what it has of what it is entitled to. */
abstract class Slot extends Heap.Node {
    static final Comparator<Slot> ORDER = (one, other) -> {
        int byUrgency = Integer.compare(other.urgency, one.urgency);
        return byUrgency != 0 ? byUrgency : Account.ORDER.compare(one.account(), other.account());
    };

    /** Of its first lane. */
    int urgency;

    /** Its account is at its cap. */
    boolean capped;

    abstract Account account();
}
