package dev.millrace.controller.web;

import dev.millrace.controller.identity.Identities.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions of browsers. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class SessionResource {
    private final Doors doors;
    private final Duration lifetime;

    SessionResource(Doors doors, Duration lifetime) {
        this.doors = doors;
        this.lifetime = lifetime;
    }

    @POST
    @Path("session")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "beginSession", summary = "Exchanges a token for a session's cookie")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SessionBody.class)))
    public Response begin(TokenText given, @Context SecurityContext security) {
        var caller = doors.identities()
                .authenticate(given.token().strip())
                .orElseThrow(() -> Refused.unauthenticated("The token is not known or has ended"));
        var session =
                SessionCookie.of(doors.identities().createToken(caller, "Browser session", Optional.of(lifetime)));
        return Response.ok(SessionBody.of(caller, session))
                .cookie(session.cookie(lifetime, security.isSecure()))
                .build();
    }

    @GET
    @Path("session")
    @Operation(operationId = "session", summary = "Who asks; with a cookie also the CSRF token for writes")
    public SessionBody get(
            @Context SecurityContext security,
            @io.swagger.v3.oas.annotations.Parameter(hidden = true) @CookieParam(SessionCookie.NAME) @Nullable
                    Cookie cookie) {
        return SessionBody.of(Who.of(security), SessionCookie.read(cookie).orElse(null));
    }

    @DELETE
    @Path("session")
    @Operation(operationId = "endSession", summary = "Ends the session of the cookie")
    @ApiResponse(responseCode = "204")
    public Response end(
            @Context SecurityContext security,
            @io.swagger.v3.oas.annotations.Parameter(hidden = true) @CookieParam(SessionCookie.NAME) @Nullable
                    Cookie cookie) {
        var caller = Who.of(security);
        SessionCookie.read(cookie).ifPresent(session -> doors.identities().revoke(caller, session.tokenId()));
        return Response.noContent()
                .cookie(SessionCookie.ended(security.isSecure()))
                .build();
    }

    @Schema(name = "TokenText")
    record TokenText(String token) {
        @Override
        public String toString() {
            return "TokenText[***]";
        }
    }

    @Schema(name = "Session")
    record SessionBody(String name, boolean admin, @Nullable String csrf) {
        static SessionBody of(Caller caller, @Nullable SessionCookie session) {
            return new SessionBody(caller.name(), caller.admin(), session == null ? null : session.csrf());
        }
    }
}
