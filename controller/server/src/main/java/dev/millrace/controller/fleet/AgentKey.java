package dev.millrace.controller.fleet;

import dev.millrace.controller.base.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of an agent's key. While it is being rotated there are two: the next one is noted when the agent has made it, and the first time that the
 * agent shows it, it becomes the only one. So whenever either side is killed, at least one works that the agent has. Pure.
 *
 * @param current of the public key by which it is known
 * @param since when that was used first
 * @param next of a key that it made and has not shown yet
 * @param asked somebody wants another one, however old this one is
 */
record AgentKey(Digest current, Instant since, Optional<Digest> next, boolean asked) {
    /** A rotated key lives for about this long. */
    private static final Duration LIFETIME = Duration.ofDays(90);

    static AgentKey joined(Digest key, Instant now) {
        return new AgentKey(key, now, Optional.empty(), false);
    }

    boolean isDue(Instant now) {
        return asked || now.isAfter(since.plus(LIFETIME));
    }

    AgentKey ask() {
        return new AgentKey(current, since, next, true);
    }

    /** The agent made this one; what it made before and did not use is void. */
    AgentKey made(Digest another) {
        return new AgentKey(current, since, Optional.of(another), asked);
    }

    /** The agent showed that it has the key of this digest, which is one of the two. */
    AgentKey shown(Digest key, Instant now) {
        return next.filter(key::equals).isPresent() ? joined(key, now) : this;
    }
}
