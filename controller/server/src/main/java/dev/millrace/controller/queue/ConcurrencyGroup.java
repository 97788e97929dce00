package dev.millrace.controller.queue;

/**
 * Jobs of which one runs at a time, in the order in which they came. None is dropped in silence: whoever is overtaken hears of it.
 *
 * @param name unique in the organization; empty: the job is in no group
 * @param cancelInProgress a new job ends the earlier ones of its group, waiting and running, and starts when they are gone
 */
public record ConcurrencyGroup(String name, boolean cancelInProgress) {
    /** No group. */
    public static final ConcurrencyGroup NONE = new ConcurrencyGroup("", false);
}
