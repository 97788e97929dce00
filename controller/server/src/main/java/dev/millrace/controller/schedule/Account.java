package dev.millrace.controller.schedule;

/** What someone uses and is entitled to. */
abstract class Account {
    final long id;
    final Amounts used = new Amounts();
    Share share = Share.USUAL;
    /** Jobs that run. */
    int jobs;
    /** Jobs that wait, in line or not. */
    int waiting;
    /** Dominant share by weight. */
    double rank;
    /**
     * What it was served so far by weight, as a share of the whole; counts up. Of two that have the same of what they are entitled to (at the start, or
     * where one executor is all there is) the one that was served less is next, so that they alternate in proportion to their weights.
     */
    double pass;

    Account(long id) {
        this.id = id;
    }

    boolean idle() {
        return jobs == 0 && waiting == 0;
    }
}
