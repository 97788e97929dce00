package dev.millrace.controller.schedule;

/**
 * An agent that is kept free, until the jobs on it have made room for a large one that is overdue: small ones would take every piece as it comes
 * free, for ever.
 */
record Hold(Waiting job, Seat seat, Pool pool) {}
