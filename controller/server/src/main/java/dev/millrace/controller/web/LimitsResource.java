package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.tenant.RunLimits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** What one run of an organization may take. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class LimitsResource {
    private final Doors doors;
    private final Access access;

    LimitsResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("organizations/{organization}/limits")
    @Operation(operationId = "limits", summary = "What one run of an organization may take")
    public LimitsBody limits(@PathParam("organization") String organization, @Context SecurityContext security) {
        var found = access.organization(Who.of(security), organization, Role.VIEWER);
        return LimitsBody.of(doors.people().settings().limits(found.id()));
    }

    @PUT
    @Path("organizations/{organization}/limits")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putLimits",
            summary =
                    "Sets what one run of an organization may take; what is not named is as usual; for administrators of the installation")
    public LimitsBody put(
            @PathParam("organization") String organization, NewLimits given, @Context SecurityContext security) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        var found = access.organization(caller, organization, Role.VIEWER);
        var limits = read(given.limits());
        doors.people().settings().limit(found.id(), limits);
        doors.identities().audit(caller, "put-limits", organization);
        return LimitsBody.of(limits);
    }

    private static RunLimits read(Map<String, Long> given) {
        try {
            return RunLimits.USUAL.with(given);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    UserError.Kind.INVALID,
                    String.valueOf(e.getMessage()),
                    "'millrace limits list' shows what there is");
        }
    }

    /** {@code limits} are what holds, {@code usual} what holds where nobody said anything else. */
    @Schema(name = "Limits")
    record LimitsBody(Map<String, Long> limits, Map<String, Long> usual) {
        static LimitsBody of(RunLimits limits) {
            return new LimitsBody(limits.named(), RunLimits.USUAL.named());
        }
    }

    /** Values by name: {@code steps}, {@code journalBytes}, {@code branches}, {@code valueBytes}, {@code cpuSeconds}, {@code heapPercent}, {@code logBytes}. */
    @Schema(name = "NewLimits")
    record NewLimits(Map<String, Long> limits) {}
}
