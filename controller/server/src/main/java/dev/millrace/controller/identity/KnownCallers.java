package dev.millrace.controller.identity;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.identity.Identities.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Callers that were authenticated a moment ago, by the hash of their token. A revoked token is forgotten at once; a changed role within the time kept. */
final class KnownCallers {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int LIMIT = 10_000;

    private record Known(Caller caller, long token, Instant until) {}

    private final ConcurrentHashMap<Digest, Known> known = new ConcurrentHashMap<>();

    Optional<Caller> find(Digest hash, Instant now) {
        return Optional.ofNullable(known.get(hash))
                .filter(entry -> now.isBefore(entry.until()))
                .map(Known::caller);
    }

    void keep(Digest hash, ApiTokenRow token, Caller caller, Instant now) {
        if (known.size() >= LIMIT) {
            known.clear();
        }
        var until = now.plus(KEPT);
        var expires = token.expiresAt;
        known.put(hash, new Known(caller, token.id, expires != null && expires.isBefore(until) ? expires : until));
    }

    void forget(long token) {
        known.values().removeIf(entry -> entry.token() == token);
    }
}
