package dev.millrace.controller.web;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.web.RunBody.StageBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs: how they stand, and how to stop them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class RunResource {
    private final Doors doors;
    private final Access access;

    RunResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("runs")
    @Operation(operationId = "runs", summary = "Runs of one organization, or of all that the caller sees, newest first")
    public List<RunBody> list(
            @QueryParam("organization") @Nullable String organization,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context SecurityContext security) {
        var caller = Who.of(security);
        var most = Page.limit(limit);
        var organizations = organization == null
                ? access.organizations(caller)
                : List.of(access.organization(caller, organization, Role.VIEWER));
        var names = new RunNames(doors);
        Comparator<Run> oldest = Comparator.comparingLong(run -> run.id().value());
        return organizations.stream()
                .flatMap(one -> doors.runs().ofOrganization(one.id(), Page.before(before), most).stream())
                .sorted(oldest.reversed())
                .limit(most)
                .map(names::body)
                .toList();
    }

    @GET
    @Path("runs/{id}")
    @Operation(operationId = "run", summary = "One run")
    public RunBody get(@PathParam("id") long id, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        return new RunNames(doors)
                .body(run)
                .with(doors.checkouts().of(run.id()).stream()
                        .map(ChangesBody.RevisionBody::of)
                        .toList());
    }

    @GET
    @Path("runs/{id}/stages")
    @Operation(operationId = "stages", summary = "Stages and branches of a run, in the order in which they began")
    public List<StageBody> stages(@PathParam("id") long id, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        return doors.runs().stages(run.id()).stream().map(StageBody::of).toList();
    }

    @GET
    @Path("runs/{id}/changes")
    @Operation(
            operationId = "changes",
            summary =
                    "What a run checked out, in the order of its steps, and the commits that are new since the run before")
    public List<ChangesBody> changes(@PathParam("id") long id, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        return doors.checkouts().of(run.id()).stream().map(ChangesBody::of).toList();
    }

    @POST
    @Path("runs/{id}/abort")
    @Operation(operationId = "abortRun", summary = "Aborts a run; a finished one is left alone")
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Response abort(@PathParam("id") long id, @Context SecurityContext security) {
        var caller = Who.of(security);
        var run = access.run(caller, id, Role.DEVELOPER);
        doors.executions().abort(run.id(), "Aborted by " + caller.name());
        doors.identities().audit(caller, "abort-run", run.id().toString());
        var now = doors.runs().find(new RunId(id)).orElse(run);
        return Response.accepted(new RunNames(doors).body(now)).build();
    }
}
