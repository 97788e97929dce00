package dev.millrace.controller.link;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks for connections that have been silent for too long: one look at all of them instead of a timer for each. Safe for use by many threads. */
final class Silences {
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

    /** A connection. */
    interface Watched {
        Liveness liveness();

        /** Nothing was heard for longer than it is allowed. Called at each look for as long as that is so. */
        void silent();
    }

    void watch(Watched connection) {
        watched.add(connection);
    }

    void forget(Watched connection) {
        watched.remove(connection);
    }

    /** At a time in nanoseconds. */
    void look(long now) {
        for (var connection : watched) {
            if (connection.liveness().isSilent(now)) {
                connection.silent();
            }
        }
    }
}
