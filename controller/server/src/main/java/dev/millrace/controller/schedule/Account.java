package dev.millrace.controller.schedule;

import java.util.Comparator;

/** What someone uses and is entitled to. */
abstract class Account {
    /**
     * The one that has least of what it is entitled to first. Where two have the same (at the start, or where one executor is all there is), the
     * one that was served less, so that they alternate in proportion to their weights.
     */
    static final Comparator<Account> ORDER = (one, other) -> {
        int byRank = Double.compare(one.rank, other.rank);
        if (byRank != 0) {
            return byRank;
        }
        int byPass = Double.compare(one.pass, other.pass);
        return byPass != 0 ? byPass : Long.compare(one.id, other.id);
    };

    final long id;
    final Amounts used = new Amounts();
    Share share = Share.USUAL;
    /** Jobs that run. */
    int jobs;
    /** Jobs that wait, in line or not. */
    int waiting;
    /** Dominant share by weight. */
    double rank;
    /** What it was served so far by weight, as a share of the whole; counts up. */
    double pass;

    Account(long id) {
        this.id = id;
    }

    boolean idle() {
        return jobs == 0 && waiting == 0;
    }
}
