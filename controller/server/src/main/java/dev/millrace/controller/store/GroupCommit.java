package dev.millrace.controller.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The one writer of everything hot. Units from all threads are committed in groups: one transaction, one fsync. Units are committed in the order
 * of submission; the rows of a unit are committed together.
 *
 * <p>Bounded: {@link #submit} blocks while too much is waiting. While the database is away the writer keeps its units and tries again; what it
 * accepted is lost only with the process. When another controller has taken over the database, every unit fails with {@link OwnershipLost}.
 */
public interface GroupCommit {
    /**
     * Hands over a unit.
     *
     * @return completes, on the writer's thread, when the unit is on disk; fails with {@link OwnershipLost}, or with {@link WriteRefused} where
     *     the database refuses this unit's rows (the others of the group are not affected). What is attached to it must be short and not block
     */
    CompletableFuture<Void> submit(List<Write<?>> unit);
}
