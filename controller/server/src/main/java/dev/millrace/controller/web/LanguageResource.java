package dev.millrace.controller.web;

import dev.millrace.controller.execution.Programs.Examined;
import dev.millrace.wire.proto.CallFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** The pipeline language: which steps there are, and whether a pipeline is right. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class LanguageResource {
    private final Doors doors;

    LanguageResource(Doors doors) {
        this.doors = doors;
    }

    @POST
    @Path("lint")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "lint", summary = "Checks a pipeline without running it, and names what it calls")
    public LintBody lint(Source given, @Context SecurityContext security) throws IOException, InterruptedException {
        Access.requireDeveloper(Who.of(security));
        return LintBody.of(doors.language().programs().examine(given.file(), given.source()));
    }

    @POST
    @Path("plan")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "plan", summary = "Shows the stages of a pipeline without running it")
    public PlanBody plan(Source given, @Context SecurityContext security) throws IOException, InterruptedException {
        Access.requireDeveloper(Who.of(security));
        return PlanBody.of(doors.language().programs().examine(given.file(), given.source()));
    }

    @GET
    @Path("steps")
    @Operation(operationId = "steps", summary = "Steps that pipelines can call: the engine's and those of plugins, by name")
    public List<StepBody> steps() throws IOException, InterruptedException {
        return doors.language().programs().described().steps().stream()
                .map(StepBody::of)
                .toList();
    }

    @GET
    @Path("symbols")
    @Operation(
            operationId = "symbols",
            summary = "Values that pipelines make by name for steps to take, by name; a name may have several meanings")
    public List<SymbolBody> symbols() throws IOException, InterruptedException {
        return doors.language().programs().described().symbols().stream()
                .map(SymbolBody::of)
                .sorted(Comparator.comparing(SymbolBody::name).thenComparing(SymbolBody::kind))
                .toList();
    }

    @Schema(name = "Source")
    record Source(String file, String source) {}

    /** No problems: the pipeline is fine. With {@code libraries} it uses shared libraries, whose names are not known. */
    @Schema(name = "Lint")
    record LintBody(List<ProblemBody.Mistake> problems, List<CallBody> calls, boolean libraries) {
        static LintBody of(Examined examined) {
            return new LintBody(
                    examined.problems().stream().map(ProblemBody.Mistake::of).toList(),
                    examined.calls().stream().map(CallBody::of).toList(),
                    examined.libraries());
        }
    }

    /** A call of what the pipeline does not define itself; {@code plugin} is the Jenkins plugin of a foreign one. */
    @Schema(name = "FoundCall")
    record CallBody(String name, int line, int column, CallKind kind, String plugin) {
        static CallBody of(CallFound call) {
            return new CallBody(
                    call.getName(), call.getLine(), call.getColumn(), CallKind.of(call.getKind()), call.getPlugin());
        }
    }

    /** What a called name is. */
    enum CallKind {
        /** There is a step of this name. */
        STEP,
        /** A step whose provider is not there. */
        SERVICE,
        /** A step of a Jenkins plugin that is not here. */
        FOREIGN,
        /** Nobody knows: a library's, or a mistake. */
        UNKNOWN;

        static CallKind of(CallFound.Kind kind) {
            return switch (kind) {
                case STEP -> STEP;
                case SERVICE -> SERVICE;
                case FOREIGN -> FOREIGN;
                case UNKNOWN, UNRECOGNIZED -> UNKNOWN;
            };
        }
    }
}
