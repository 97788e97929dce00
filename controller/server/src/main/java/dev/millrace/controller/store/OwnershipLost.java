package dev.millrace.controller.store;

/** Another controller took over the database: this one must stop. */
public final class OwnershipLost extends RuntimeException {
    /** Between the epoch of this controller and the one found. */
    public OwnershipLost(long own, long found) {
        super("Controller epoch %d lost the database to epoch %d; this controller stops".formatted(own, found));
    }
}
