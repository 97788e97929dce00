package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.identity.Identities.TokenFacts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller's own tokens. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class TokenResource {
    private final Doors doors;

    TokenResource(Doors doors) {
        this.doors = doors;
    }

    @GET
    @Path("tokens")
    @Operation(operationId = "tokens", summary = "Tokens of the caller, without their texts")
    public List<TokenBody> list(@Context SecurityContext security) {
        return doors.identities().tokens(Who.of(security)).stream()
                .map(facts -> TokenBody.of(facts, null))
                .toList();
    }

    @POST
    @Path("tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createToken", summary = "A new token; its text is in this answer and nowhere else")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TokenBody.class)))
    public Response create(NewTokenBody given, @Context SecurityContext security) {
        var caller = Who.of(security);
        if (given.lifetimeMillis() != null && given.lifetimeMillis() <= 0) {
            throw new UserError(UserError.Kind.INVALID, "'lifetimeMillis' is not above 0", "Leave it out for no end");
        }
        var lifetime = Optional.ofNullable(given.lifetimeMillis()).map(Duration::ofMillis);
        var made = doors.identities().createToken(caller, given.name(), lifetime);
        doors.identities().audit(caller, "create-token", given.name());
        return Response.status(Response.Status.CREATED)
                .entity(TokenBody.of(made.facts(), made.text()))
                .build();
    }

    @DELETE
    @Path("tokens/{id}")
    @Operation(operationId = "revokeToken", summary = "Ends a token of the caller")
    public void revoke(@PathParam("id") long id, @Context SecurityContext security) {
        var caller = Who.of(security);
        if (!doors.identities().revoke(caller, id)) {
            throw new UserError(UserError.Kind.NOT_FOUND, "You have no token " + id, "");
        }
        doors.identities().audit(caller, "revoke-token", Long.toString(id));
    }

    @Schema(name = "NewToken")
    record NewTokenBody(String name, @Nullable Long lifetimeMillis) {}

    @Schema(name = "Token")
    record TokenBody(
            long id,
            String name,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable String token) {
        static TokenBody of(TokenFacts facts, @Nullable String text) {
            return new TokenBody(
                    facts.id(),
                    facts.name(),
                    facts.createdAt(),
                    facts.expiresAt().orElse(null),
                    text);
        }

        @Override
        public String toString() {
            return "Token[" + id + ", ***]";
        }
    }
}
