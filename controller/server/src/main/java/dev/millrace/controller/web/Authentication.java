package dev.millrace.controller.web;

import dev.millrace.controller.identity.Identities.Caller;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Lets nobody past who is not known: a bearer token, or a session's cookie, and with a cookie writes need the CSRF header. Runs before an address
 * is looked up, so that a stranger does not learn which exist.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
final class Authentication implements ContainerRequestFilter {
    private static final Set<String> OPEN = Set.of("GET health", "HEAD health", "GET openapi.json", "POST session");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Doors doors;

    Authentication(Doors doors) {
        this.doors = doors;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (OPEN.contains(request.getMethod() + " " + request.getUriInfo().getPath())) {
            return;
        }
        var header = request.getHeaderString("Authorization");
        if (header != null) {
            Who.put(request, bearer(header));
            return;
        }
        var session = SessionCookie.read(request.getCookies().get(SessionCookie.NAME))
                .orElseThrow(() -> Refused.unauthenticated("This address needs a token"));
        Caller caller = doors.identities()
                .authenticate(session.token())
                .orElseThrow(() -> Refused.unauthenticated("The session has ended"));
        if (!READS.contains(request.getMethod()) && !csrfFits(request, session)) {
            throw new Refused(
                    403,
                    "Not allowed",
                    "A write with a session's cookie needs the header " + SessionCookie.CSRF_HEADER,
                    "GET /api/v1/session answers its value");
        }
        Who.put(request, caller);
    }

    /** Whose token the header {@code Authorization} has. */
    Caller bearer(String header) {
        var token = header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(header.substring(7).strip())
                : Optional.<String>empty();
        return token.flatMap(doors.identities()::authenticate)
                .orElseThrow(() -> Refused.unauthenticated("The token is not known or has ended"));
    }

    private static boolean csrfFits(ContainerRequestContext request, SessionCookie session) {
        var given = request.getHeaderString(SessionCookie.CSRF_HEADER);
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }
}
