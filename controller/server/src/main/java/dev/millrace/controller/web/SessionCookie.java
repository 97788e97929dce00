package dev.millrace.controller.web;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.identity.Identities.NewToken;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A browser's session is a token of its own with a short life, in a cookie that scripts cannot read. The controller keeps nothing else, so a
 * session outlives its restarts.
 *
 * @param tokenId with which the session ends
 * @param token its text
 */
record SessionCookie(long tokenId, String token) {
    static final String NAME = "millrace_session";
    static final String CSRF_HEADER = "X-CSRF-Token";

    static SessionCookie of(NewToken made) {
        return new SessionCookie(made.facts().id(), made.text());
    }

    static Optional<SessionCookie> read(@Nullable Cookie cookie) {
        var value = cookie == null ? "" : cookie.getValue();
        var dot = value.indexOf('.');
        if (dot < 1 || dot > 18 || !value.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new SessionCookie(Long.parseLong(value.substring(0, dot)), value.substring(dot + 1)));
    }

    /** What a page has to send with writes: follows from the token, and the token does not follow from it. */
    String csrf() {
        return Digest.sha256(("millrace csrf " + token).getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    NewCookie cookie(Duration lifetime, boolean secure) {
        return builder(secure)
                .value(tokenId + "." + token)
                .maxAge((int) lifetime.toSeconds())
                .build();
    }

    static NewCookie ended(boolean secure) {
        return builder(secure).value("").maxAge(0).build();
    }

    private static NewCookie.Builder builder(boolean secure) {
        return new NewCookie.Builder(NAME)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT);
    }

    @Override
    public String toString() {
        return "SessionCookie[" + tokenId + ", ***]";
    }
}
