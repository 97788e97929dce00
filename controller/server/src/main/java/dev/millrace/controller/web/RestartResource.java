package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Restarts.From;
import dev.millrace.controller.execution.Restarts.GapStep;
import dev.millrace.controller.execution.Restarts.Plan;
import dev.millrace.controller.identity.Identities.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs that are done again from a place in them. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
final class RestartResource {
    private final Doors doors;
    private final Access access;

    RestartResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @POST
    @Path("runs/{id}/restart")
    @Operation(
            operationId = "restartRun",
            summary = "Does a run again from a step, a stage or what failed, as another attempt with the same number")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Response restart(@PathParam("id") long id, RestartBody given, @Context SecurityContext security) {
        var caller = Who.of(security);
        var run = access.run(caller, id, Role.DEVELOPER);
        var next =
                doors.restarts().restart(run.id(), given.place(), Boolean.TRUE.equals(given.rerunGap()), caller.name());
        doors.identities().audit(caller, "restart-run", run.id().toString());
        var attempt = doors.runs().find(next).orElseThrow(() -> Refused.unavailable("The run is not readable yet"));
        return Response.created(URI.create("runs/" + next))
                .entity(new RunNames(doors).body(attempt))
                .build();
    }

    @POST
    @Path("runs/{id}/restart-plan")
    @Operation(operationId = "planRestart", summary = "Says what a restart would keep and do again; does nothing")
    public RestartPlanBody plan(@PathParam("id") long id, RestartBody given, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        return RestartPlanBody.of(doors.restarts().plan(run.id(), given.place()));
    }

    /** One of {@code step}, {@code stage} and {@code failed}. With {@code rerunGap} it begins earlier, where a workspace is not known as it was. */
    @Schema(name = "Restart")
    record RestartBody(
            @Nullable Integer step,
            @Nullable String stage,
            @Nullable Boolean failed,
            @Nullable Boolean rerunGap) {
        From place() {
            var given = (step != null ? 1 : 0) + (stage != null ? 1 : 0) + (Boolean.TRUE.equals(failed) ? 1 : 0);
            if (given != 1) {
                throw new UserError(
                        UserError.Kind.INVALID, "A restart begins at one place", "Give a step, a stage, or failed");
            }
            return step != null ? new From.Step(step) : stage != null ? new From.Stage(stage) : new From.Failed();
        }
    }

    /** {@code gap}: steps that changed a workspace after its last snapshot; {@code nearest}: an earlier step that needs none of them. */
    @Schema(name = "RestartPlan")
    record RestartPlanBody(
            String place,
            List<Integer> steps,
            int keptEntries,
            List<GapBody> gap,
            @Nullable Integer nearest) {
        static RestartPlanBody of(Plan plan) {
            return new RestartPlanBody(
                    plan.place(),
                    plan.steps(),
                    plan.kept(),
                    plan.gap().stream().map(GapBody::of).toList(),
                    plan.nearest().orElse(null));
        }
    }

    @Schema(name = "RestartGap")
    record GapBody(int step, String name, int line) {
        static GapBody of(GapStep step) {
            return new GapBody(step.step(), step.name(), step.line());
        }
    }
}
