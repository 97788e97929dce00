package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Replays.Difference;
import dev.millrace.controller.execution.Replays.Plan;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.web.RestartResource.GapBody;
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

/** Runs that are done again with an edited pipeline. Whoever may start runs may do it: the edited code runs. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
final class ReplayResource {
    private final Doors doors;
    private final Access access;

    ReplayResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @POST
    @Path("runs/{id}/replay")
    @Operation(
            operationId = "replayRun",
            summary = "Does a run again with an edited pipeline, from where that differs, as another attempt")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Response replay(@PathParam("id") long id, ReplayBody given, @Context SecurityContext security) {
        var caller = Who.of(security);
        var run = access.run(caller, id, Role.DEVELOPER);
        var next = doors.replays().replay(run.id(), given.text(), Boolean.TRUE.equals(given.rerunGap()), caller.name());
        doors.identities().audit(caller, "replay-run", run.id().toString());
        var attempt = doors.runs().find(next).orElseThrow(() -> Refused.unavailable("The run is not readable yet"));
        return Response.created(URI.create("runs/" + next))
                .entity(new RunNames(doors).body(attempt))
                .build();
    }

    @POST
    @Path("runs/{id}/replay-plan")
    @Operation(
            operationId = "planReplay",
            summary = "Says where an edited pipeline differs from what a run did; does none of its steps")
    public ReplayPlanBody plan(@PathParam("id") long id, ReplayBody given, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.DEVELOPER);
        return ReplayPlanBody.of(doors.replays().plan(run.id(), given.text()));
    }

    /** {@code source}: the edited text. With {@code rerunGap} steps are done again where a workspace is not known as it was. */
    @Schema(name = "Replay")
    record ReplayBody(@Nullable String source, @Nullable Boolean rerunGap) {
        String text() {
            if (source == null || source.isBlank()) {
                throw new UserError(UserError.Kind.INVALID, "There is no edited pipeline", "Send it as 'source'");
            }
            return source;
        }
    }

    /** {@code differences}: the first of each branch; none: nothing that ran differs. {@code gap}: steps that are in no snapshot of their workspace. */
    @Schema(name = "ReplayPlan")
    record ReplayPlanBody(List<DifferenceBody> differences, int keptEntries, List<GapBody> gap) {
        static ReplayPlanBody of(Plan plan) {
            return new ReplayPlanBody(
                    plan.differences().stream().map(DifferenceBody::of).toList(),
                    plan.kept(),
                    plan.gap().stream().map(GapBody::of).toList());
        }
    }

    /** {@code position} counts the journal's entries from 1; 0: it holds nothing more there. */
    @Schema(name = "ReplayDifference")
    record DifferenceBody(int position, String file, int line, String expected, String actual) {
        static DifferenceBody of(Difference difference) {
            return new DifferenceBody(
                    difference.position(),
                    difference.file(),
                    difference.line(),
                    difference.expected(),
                    difference.actual());
        }
    }
}
