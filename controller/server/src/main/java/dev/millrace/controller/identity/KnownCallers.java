package dev.millrace.controller.identity;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.identity.Identities.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Callers that were authenticated a moment ago, by the hash of their token. A revoked token is forgotten at once; a changed role within the time kept. */
final class KnownCallers {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int LIMIT = 10_000;

    /** What is kept of a token. */
    record Known(Caller caller, long token, Instant until) {
        static Known from(Caller caller, ApiTokenRow token, Instant now) {
            var until = now.plus(KEPT);
            var expires = token.expiresAt;
            return new Known(caller, token.id, expires != null && expires.isBefore(until) ? expires : until);
        }

        boolean validAt(Instant now) {
            return now.isBefore(until);
        }
    }

    private final ConcurrentHashMap<Digest, Known> known = new ConcurrentHashMap<>();

    /** The caller of a token; looked up by one thread at a time: many requests come with the same one. */
    Optional<Caller> find(Digest hash, Instant now, Supplier<Optional<Known>> lookUp) {
        var entry = known.get(hash);
        if (entry == null || !entry.validAt(now)) {
            if (known.size() >= LIMIT) {
                known.clear();
            }
            entry = known.compute(
                    hash,
                    (_, other) -> other != null && other.validAt(now)
                            ? other
                            : lookUp.get().orElse(null));
        }
        return Optional.ofNullable(entry).map(Known::caller);
    }

    void forget(long token) {
        known.values().removeIf(entry -> entry.token() == token);
    }
}
