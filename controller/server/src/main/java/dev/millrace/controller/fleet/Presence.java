package dev.millrace.controller.fleet;

import java.time.Instant;
import java.util.List;

/** Whether an agent answers. */
sealed interface Presence {
    /** Never since the controller started, or not any more. */
    record Away(String reason) implements Presence {}

    /** It has a session. */
    record Present(Instant lastSeenAt, List<String> unhealthy) implements Presence {
        public Present {
            unhealthy = List.copyOf(unhealthy);
        }
    }
}
