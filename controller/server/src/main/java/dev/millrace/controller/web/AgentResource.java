package dev.millrace.controller.web;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.fleet.Fleet.AgentFacts;
import dev.millrace.controller.schedule.Room;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Agents. Everyone who is known sees them; administrators change them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class AgentResource {
    private static final Duration JOIN_LIFETIME = Duration.ofMinutes(15);
    private static final Duration LONGEST_JOIN_LIFETIME = Duration.ofDays(30);

    private final Doors doors;

    AgentResource(Doors doors) {
        this.doors = doors;
    }

    @GET
    @Path("agents")
    @Operation(operationId = "agents", summary = "Agents by name; their variables are shown to administrators only")
    public List<AgentBody> list(@Context SecurityContext security) {
        var admin = Who.of(security).admin();
        var rooms = doors.capacity().jobs().rooms();
        return doors.capacity().fleet().agents().stream()
                .map(agent -> AgentBody.of(agent, rooms.get(agent.id()), admin))
                .toList();
    }

    @POST
    @Path("agents/{id}/drain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "drainAgent", summary = "Gives an agent no new jobs, or does again")
    public AgentBody drain(@PathParam("id") long id, Drain given, @Context SecurityContext security) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        var agent = agent(id);
        doors.capacity().fleet().drain(agent.id(), given.on());
        doors.identities().audit(caller, given.on() ? "drain-agent" : "resume-agent", agent.name());
        return body(id);
    }

    @POST
    @Path("agents/{id}/rotate")
    @Operation(
            operationId = "rotateAgentKey",
            summary = "Asks an agent for another key; the old one is refused once the new one was used")
    public AgentBody rotate(@PathParam("id") long id, @Context SecurityContext security) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        var agent = agent(id);
        doors.capacity().fleet().rotate(agent.id());
        doors.identities().audit(caller, "rotate-agent-key", agent.name());
        return body(id);
    }

    @DELETE
    @Path("agents/{id}")
    @Operation(operationId = "removeAgent", summary = "Takes an agent out for good: its key is refused from now on")
    public void remove(@PathParam("id") long id, @Context SecurityContext security) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        var agent = agent(id);
        doors.capacity().fleet().remove(agent.id());
        doors.identities().audit(caller, "remove-agent", agent.name());
    }

    @POST
    @Path("agents/join-tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createJoinToken",
            summary = "A token with which one agent joins, or as many as it says, and where they dial")
    public JoinTokenBody join(NewJoinToken given, @Context SecurityContext security, @Context UriInfo uri) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        var made = doors.identities()
                .createJoinToken(caller, Optional.ofNullable(given.name()), lifetime(given), uses(given));
        doors.identities().audit(caller, "create-join-token", given.name() == null ? "any agent" : given.name());
        var entrance = doors.capacity().entrance();
        var host = entrance.host().isEmpty() ? uri.getBaseUri().getHost() : entrance.host();
        return new JoinTokenBody(made.text(), host, entrance.port(), entrance.fingerprint(), made.expiresAt());
    }

    private static int uses(NewJoinToken given) {
        return given.uses() == null ? 1 : given.uses();
    }

    private static Duration lifetime(NewJoinToken given) {
        var seconds = given.seconds();
        if (seconds == null) {
            return JOIN_LIFETIME;
        }
        if (seconds < 1 || seconds > LONGEST_JOIN_LIFETIME.toSeconds()) {
            throw new UserError(
                    UserError.Kind.INVALID, "A join token holds for 1 s to 30 days, not %d s".formatted(seconds), "");
        }
        return Duration.ofSeconds(seconds);
    }

    private AgentFacts agent(long id) {
        return (id > 0 ? doors.capacity().fleet().agent(new AgentId(id)) : Optional.<AgentFacts>empty())
                .orElseThrow(() -> new UserError(UserError.Kind.NOT_FOUND, "There is no agent " + id, ""));
    }

    private AgentBody body(long id) {
        var agent = agent(id);
        return AgentBody.of(agent, doors.capacity().jobs().rooms().get(agent.id()), true);
    }

    /** {@code cpuMillis} and {@code memoryBytes} are what its jobs share, while it is there and says so; {@code free...} what those did not ask for. */
    @Schema(name = "Agent")
    record AgentBody(
            long id,
            String name,
            List<String> labels,
            int executors,
            int busy,
            @Nullable Long cpuMillis,
            @Nullable Long freeCpuMillis,
            @Nullable Long memoryBytes,
            @Nullable Long freeMemoryBytes,
            boolean connected,
            String state,
            String platform,
            String release,
            List<String> unhealthy,
            boolean ephemeral,
            @Nullable Map<String, String> environment,
            @Nullable Instant lastSeenAt) {
        static AgentBody of(AgentFacts agent, @Nullable Room room, boolean withEnvironment) {
            return new AgentBody(
                    agent.id().value(),
                    agent.name(),
                    agent.labels(),
                    agent.executors(),
                    agent.busy(),
                    room == null ? null : value(room.cpuMillis()),
                    room == null ? null : value(room.freeCpuMillis()),
                    room == null ? null : value(room.memoryBytes()),
                    room == null ? null : value(room.freeMemoryBytes()),
                    agent.connected(),
                    agent.state(),
                    agent.platform(),
                    agent.release(),
                    agent.unhealthy(),
                    agent.ephemeral(),
                    withEnvironment ? agent.environment() : null,
                    agent.lastSeenAt().orElse(null));
        }
    }

    private static @Nullable Long value(OptionalLong amount) {
        return amount.isPresent() ? amount.getAsLong() : null;
    }

    @Schema(name = "Drain")
    record Drain(boolean on) {}

    /** {@code name}: only an agent of this name may use the token. {@code uses}: for how many agents; 1. {@code seconds}: for how long; 900. */
    @Schema(name = "NewJoinToken")
    record NewJoinToken(
            @Nullable String name,
            @Nullable Integer uses,
            @Nullable Integer seconds) {}

    @Schema(name = "JoinToken")
    record JoinTokenBody(String token, String host, int port, String fingerprint, Instant expiresAt) {
        @Override
        public String toString() {
            return "JoinToken[***]";
        }
    }
}
