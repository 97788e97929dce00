package dev.millrace.controller.base;

/** Ids that are unique in one installation. Handed out in blocks by the database; larger means later, gaps mean nothing. */
public interface Ids {
    /** The next id, above 0. Safe for use by many threads. */
    long next();
}
