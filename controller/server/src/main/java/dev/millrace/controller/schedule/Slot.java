package dev.millrace.controller.schedule;

import java.util.Comparator;

/**
 * Where an account stands among those who wait for the same: first by its most urgent job, then by what it has of what it is entitled to. It is the
 * account as it was when it was put here. An account that is served more has less right than that and is put right when its turn seems to have come;
 * one that is served less is put right at once. So whoever is first and up to date is first.
 */
abstract class Slot extends Heap.Node {
    static final Comparator<Slot> ORDER = (one, other) -> {
        int order = Integer.compare(other.urgency, one.urgency);
        if (order == 0) {
            order = Double.compare(one.rank, other.rank);
        }
        if (order == 0) {
            order = Double.compare(one.pass, other.pass);
        }
        return order != 0 ? order : Long.compare(one.account().id, other.account().id);
    };

    /** Of its first lane. */
    int urgency;

    double rank;
    double pass;

    /** Its account is at its cap. */
    boolean capped;

    abstract Account account();

    boolean upToDate() {
        return rank == account().rank && pass == account().pass;
    }

    void note(int newUrgency) {
        urgency = newUrgency;
        rank = account().rank;
        pass = account().pass;
    }

    @Override
    final long key() {
        return key(urgency, rank);
    }

    @Override
    final long next() {
        return next(rank, pass);
    }

    /** Urgency, the higher the smaller; then the upper half of the share. Shares are not negative: their bits are in their order. */
    static long key(int urgency, double rank) {
        return (-(long) Math.max(urgency, -Integer.MAX_VALUE) << Integer.SIZE)
                + (Double.doubleToLongBits(rank) >>> Integer.SIZE);
    }

    /** The lower half of the share; then what was served, as far as it fits. */
    static long next(double rank, double pass) {
        return (Double.doubleToLongBits(rank) << Integer.SIZE ^ Long.MIN_VALUE) + Float.floatToIntBits((float) pass);
    }
}
