package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.inspect.Inspections;
import dev.millrace.controller.inspect.Inspections.Branch;
import dev.millrace.controller.inspect.Inspections.Frame;
import dev.millrace.controller.inspect.Inspections.Line;
import dev.millrace.controller.inspect.Inspections.Spot;
import dev.millrace.controller.inspect.Inspections.State;
import dev.millrace.controller.inspect.Inspections.Step;
import dev.millrace.controller.inspect.Inspections.Variable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs at positions of their journals. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class InspectResource {
    private static final int MOST = 1_000;

    private final Doors doors;
    private final Access access;

    InspectResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("runs/{id}/journal")
    @Operation(operationId = "listJournal", summary = "Entries of a run's journal, in words")
    public List<LineBody> journal(
            @PathParam("id") long id,
            @QueryParam("from") @Nullable Integer from,
            @QueryParam("limit") @Nullable Integer limit,
            @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        return inspections()
                .journal(run, from == null ? 1 : from, limit == null ? MOST : Math.clamp(limit, 1, MOST))
                .stream()
                .map(line -> LineBody.of(line, run.file()))
                .toList();
    }

    @GET
    @Path("runs/{id}/state")
    @Operation(
            operationId = "inspectRun",
            summary =
                    "What a run's program was like at a position of its journal, or where a step began: branches, environment, variables")
    public StateBody state(
            @PathParam("id") long id,
            @QueryParam("at") @Nullable Integer at,
            @QueryParam("step") @Nullable Integer step,
            @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.DEVELOPER);
        if ((at == null) == (step == null)) {
            throw new UserError(
                    UserError.Kind.INVALID, "It is not said where to look", "Give a position as 'at', or a 'step'");
        }
        var state = at == null
                ? inspections().atStep(run, step == null ? 0 : step)
                : inspections().at(run, at);
        return StateBody.of(state, run.file());
    }

    private Inspections inspections() {
        return doors.work().inspections();
    }

    /** An entry. {@code position} counts from 1; {@code branch} is left out for the main one. */
    @Schema(name = "JournalLine")
    record LineBody(
            int position,
            Instant at,
            String kind,
            @Nullable Integer step,
            @Nullable Integer branch,
            String words,
            @Nullable String file,
            @Nullable Integer line) {
        static LineBody of(Line line, String pipeline) {
            return new LineBody(
                    line.position(),
                    line.at(),
                    line.kind(),
                    line.step() == 0 ? null : line.step(),
                    line.branch() == 0 ? null : line.branch(),
                    line.words(),
                    place(line.spot(), pipeline),
                    number(line.spot()));
        }
    }

    /** {@code length}: how many entries the journal has now. {@code cut}: there was more than is told. */
    @Schema(name = "RunState")
    record StateBody(int position, int length, List<BranchBody> branches, List<VariableBody> variables, boolean cut) {
        static StateBody of(State state, String pipeline) {
            return new StateBody(
                    state.position(),
                    state.length(),
                    state.branches().stream()
                            .map(branch -> BranchBody.of(branch, pipeline))
                            .toList(),
                    VariableBody.all(state.variables()),
                    state.cut());
        }
    }

    /** {@code blocks}: open steps around it, innermost last. {@code frames}: calls that had not returned, innermost first. */
    @Schema(name = "OpenBranch")
    record BranchBody(
            int number,
            @Nullable String name,
            List<BlockBody> blocks,
            @Nullable String waits,
            @Nullable String next,
            @Nullable String directory,
            Map<String, String> environment,
            List<FrameBody> frames) {
        static BranchBody of(Branch branch, String pipeline) {
            return new BranchBody(
                    branch.number(),
                    filled(branch.name()),
                    branch.blocks().stream()
                            .map(block -> BlockBody.of(block, pipeline))
                            .toList(),
                    filled(branch.waits()),
                    filled(branch.next()),
                    filled(branch.directory()),
                    new TreeMap<>(branch.environment()),
                    branch.frames().stream()
                            .map(frame -> FrameBody.of(frame, pipeline))
                            .toList());
        }
    }

    @Schema(name = "OpenBlock")
    record BlockBody(
            int step,
            String words,
            @Nullable String file,
            @Nullable Integer line) {
        static BlockBody of(Step block, String pipeline) {
            return new BlockBody(block.step(), block.words(), place(block.spot(), pipeline), number(block.spot()));
        }
    }

    /** {@code method} is left out for the script itself, and <code>{}</code> for a closure. */
    @Schema(name = "CallFrame")
    record FrameBody(
            @Nullable String method,
            @Nullable String file,
            @Nullable Integer line,
            List<VariableBody> variables) {
        static FrameBody of(Frame frame, String pipeline) {
            return new FrameBody(
                    filled(frame.method()),
                    place(frame.spot(), pipeline),
                    number(frame.spot()),
                    VariableBody.all(frame.variables()));
        }
    }

    @Schema(name = "Variable")
    record VariableBody(String name, String type, String value) {
        static List<VariableBody> all(List<Variable> variables) {
            return variables.stream()
                    .map(variable -> new VariableBody(variable.name(), variable.type(), variable.value()))
                    .toList();
        }
    }

    private static @Nullable String place(Spot spot, String pipeline) {
        return spot.line() == 0 ? null : spot.file().isEmpty() ? pipeline : spot.file();
    }

    private static @Nullable Integer number(Spot spot) {
        return spot.line() == 0 ? null : spot.line();
    }

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }
}
