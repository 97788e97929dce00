package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.queue.Entitlement;
import dev.millrace.controller.queue.LockStanding;
import dev.millrace.controller.queue.OrganizationRules;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.queue.Throttle;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people say of the scheduling of organizations: locks, categories of throttles, shares. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class SchedulingResource {
    private final Doors doors;
    private final Access access;

    SchedulingResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    private SchedulingRules rules() {
        return doors.capacity().rules();
    }

    @GET
    @Path("organizations/{organization}/locks")
    @Operation(operationId = "locks", summary = "Locks that are declared, held or waited for, by name")
    public List<LockBody> locks(@PathParam("organization") String organization, @Context SecurityContext security) {
        var found = access.organization(Who.of(security), organization, Role.VIEWER);
        return doors.capacity().locks().list(found.id()).stream()
                .map(LockBody::of)
                .toList();
    }

    @PUT
    @Path("organizations/{organization}/locks/{name: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putLock",
            summary = "Declares a lock, or gives it other labels; for administrators of the organization")
    public NewLock putLock(
            @PathParam("organization") String organization,
            @PathParam("name") String name,
            NewLock given,
            @Context SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        rules().lock(found.id(), name, Set.copyOf(given.labels() == null ? List.of() : given.labels()));
        doors.identities().audit(caller, "put-lock", organization + "/" + name);
        return given;
    }

    @DELETE
    @Path("organizations/{organization}/locks/{name: .+}")
    @Operation(operationId = "deleteLock", summary = "Takes a declaration back; who holds the lock goes on holding it")
    @ApiResponse(responseCode = "204")
    public Response deleteLock(
            @PathParam("organization") String organization,
            @PathParam("name") String name,
            @Context SecurityContext security) {
        return remove(organization, SchedulingRules.Kind.LOCK, name, "lock", security);
    }

    @GET
    @Path("organizations/{organization}/throttles")
    @Operation(operationId = "throttles", summary = "Categories that throttle jobs, and what they allow")
    public List<ThrottleBody> throttles(
            @PathParam("organization") String organization, @Context SecurityContext security) {
        var found = access.organization(Who.of(security), organization, Role.VIEWER);
        return rules().of(found.id()).throttles().values().stream()
                .map(ThrottleBody::of)
                .toList();
    }

    @PUT
    @Path("organizations/{organization}/throttles/{name: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putThrottle",
            summary =
                    "Sets what a category allows, for jobs that are asked for from now on; for administrators of the organization")
    public ThrottleBody putThrottle(
            @PathParam("organization") String organization,
            @PathParam("name") String name,
            NewThrottle given,
            @Context SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        var throttle = valid(() -> new Throttle(
                name,
                given.most() == null ? 0 : given.most(),
                given.mostPerAgent() == null ? 0 : given.mostPerAgent()));
        rules().throttle(found.id(), throttle);
        doors.identities().audit(caller, "put-throttle", organization + "/" + name);
        return ThrottleBody.of(throttle);
    }

    @DELETE
    @Path("organizations/{organization}/throttles/{name: .+}")
    @Operation(operationId = "deleteThrottle", summary = "Takes back what a category allows: everything, from then on")
    @ApiResponse(responseCode = "204")
    public Response deleteThrottle(
            @PathParam("organization") String organization,
            @PathParam("name") String name,
            @Context SecurityContext security) {
        return remove(organization, SchedulingRules.Kind.THROTTLE, name, "throttle", security);
    }

    @GET
    @Path("organizations/{organization}/shares")
    @Operation(operationId = "shares", summary = "What the organization and its projects are entitled to")
    public List<ShareBody> shares(@PathParam("organization") String organization, @Context SecurityContext security) {
        var found = access.organization(Who.of(security), organization, Role.VIEWER);
        var said = new TreeMap<String, Entitlement>(rules().of(found.id()).shares());
        said.putIfAbsent("", Entitlement.USUAL);
        return said.entrySet().stream()
                .map(one -> ShareBody.of(one.getKey(), one.getValue()))
                .toList();
    }

    @PUT
    @Path("organizations/{organization}/shares")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putShare",
            summary =
                    "Sets what the organization is entitled to, for administrators of the installation; or a project of it, for those of the organization")
    public ShareBody putShare(
            @PathParam("organization") String organization, NewShare given, @Context SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        var project = "";
        if (given.project() == null) {
            Access.requireAdmin(caller);
        } else {
            var named = access.project(caller, given.project(), Role.ADMIN);
            if (!named.organization().equals(found.id())) {
                throw new UserError(Kind.NOT_FOUND, "There is no project " + given.project(), "");
            }
            project = named.id().toString();
        }
        var before = rules().of(found.id()).shares().getOrDefault(project, Entitlement.USUAL);
        var share = valid(() -> new Entitlement(
                given.weight() == null ? before.weight() : given.weight(),
                given.mostShare() == null ? before.mostShare() : given.mostShare(),
                given.mostJobs() == null ? before.mostJobs() : given.mostJobs()));
        rules().share(found.id(), project, share);
        doors.identities().audit(caller, "put-share", organization + "/" + project);
        return ShareBody.of(project, share);
    }

    @GET
    @Path("organizations/{organization}/sandbox")
    @Operation(operationId = "sandbox", summary = "The weakest sandbox that jobs of the organization may have")
    public SandboxBody sandbox(@PathParam("organization") String organization, @Context SecurityContext security) {
        var found = access.organization(Who.of(security), organization, Role.VIEWER);
        return new SandboxBody(rules().of(found.id()).floor());
    }

    @PUT
    @Path("organizations/{organization}/sandbox")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putSandbox",
            summary =
                    "Sets the weakest sandbox that jobs of the organization may have, for jobs that are asked for from now on; for its administrators")
    public SandboxBody putSandbox(
            @PathParam("organization") String organization, SandboxBody given, @Context SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        if (given.floor() == null || !OrganizationRules.SANDBOXES.contains(given.floor())) {
            throw new UserError(
                    Kind.INVALID,
                    "There is no sandbox '%s'".formatted(given.floor()),
                    "It is %s".formatted(String.join(" or ", OrganizationRules.SANDBOXES)));
        }
        rules().floor(found.id(), given.floor());
        doors.identities().audit(caller, "put-sandbox", organization + "/" + given.floor());
        return given;
    }

    private Response remove(
            String organization, SchedulingRules.Kind kind, String name, String word, SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        if (!rules().remove(found.id(), kind, name)) {
            throw new UserError(
                    Kind.NOT_FOUND,
                    "Nobody has set a %s '%s'".formatted(word, name),
                    "'millrace %s list' shows those that there are".formatted(word));
        }
        doors.identities().audit(caller, "delete-" + word, organization + "/" + name);
        return Response.noContent().build();
    }

    private static <T> T valid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new UserError(Kind.INVALID, String.valueOf(e.getMessage()), "");
        }
    }

    @Schema(name = "Sandbox")
    record SandboxBody(@Nullable String floor) {}

    /** {@code holder} is the run or job that has it; empty: it is free. {@code waiting} are those who ask for it, in order. */
    @Schema(name = "Lock")
    record LockBody(String name, List<String> labels, boolean declared, String holder, List<String> waiting) {
        static LockBody of(LockStanding lock) {
            return new LockBody(
                    lock.name(),
                    lock.labels().stream().sorted().toList(),
                    lock.declared(),
                    lock.holder(),
                    lock.waiting());
        }
    }

    @Schema(name = "NewLock")
    record NewLock(@Nullable List<String> labels) {}

    /** {@code most} jobs at a time, {@code mostPerAgent} on one agent; 0: any number. */
    @Schema(name = "Throttle")
    record ThrottleBody(String name, int most, int mostPerAgent) {
        static ThrottleBody of(Throttle throttle) {
            return new ThrottleBody(throttle.category(), throttle.most(), throttle.mostPerAgent());
        }
    }

    @Schema(name = "NewThrottle")
    record NewThrottle(@Nullable Integer most, @Nullable Integer mostPerAgent) {}

    /** Of a project, or without one of the organization. {@code mostJobs} of 0: any number. */
    @Schema(name = "Share")
    record ShareBody(@Nullable Long project, double weight, double mostShare, int mostJobs) {
        static ShareBody of(String project, Entitlement share) {
            return new ShareBody(
                    project.isEmpty() ? null : Long.valueOf(project),
                    share.weight(),
                    share.mostShare(),
                    share.mostJobs());
        }
    }

    /** What is left out stays as it is. */
    @Schema(name = "NewShare")
    record NewShare(
            @Nullable Long project,
            @Nullable Double weight,
            @Nullable Double mostShare,
            @Nullable Integer mostJobs) {}
}
