package dev.millrace.controller.web;

import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.controller.execution.Programs.Examined;
import dev.millrace.controller.execution.StepCatalog.Provided;
import dev.millrace.controller.execution.StepCatalog.ProvidedSymbol;
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
import org.jspecify.annotations.Nullable;

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
    @Operation(operationId = "steps", summary = "Steps that plugins bring, by name")
    public List<StepBody> steps() {
        return doors.language().steps().steps().stream()
                .map(StepBody::of)
                .sorted(Comparator.comparing(StepBody::name))
                .toList();
    }

    @GET
    @Path("symbols")
    @Operation(
            operationId = "symbols",
            summary = "Values that plugins bring for steps to take, by name; a name may have several meanings")
    public List<SymbolBody> symbols() {
        return doors.language().steps().symbols().stream()
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

    /** {@code symbols} are its other names, for {@code $class}. With a {@code provider} it does nothing until that is there. */
    @Schema(name = "Step")
    record StepBody(
            String name,
            String plugin,
            String summary,
            boolean block,
            boolean needsWorkspace,
            List<ParameterBody> parameters,
            List<String> examples,
            String category,
            String provider,
            List<String> symbols) {
        static StepBody of(Provided provided) {
            var step = provided.step().descriptor();
            return new StepBody(
                    step.name(),
                    provided.plugin(),
                    step.summary(),
                    provided.step() instanceof BlockStep,
                    step.needsWorkspace(),
                    step.parameters().stream().map(ParameterBody::of).toList(),
                    step.examples(),
                    step.category().key(),
                    step.provider().orElse(""),
                    step.symbols().stream().sorted().toList());
        }
    }

    /** A value that pipeline code makes by name. {@code classes} are its names for {@code $class}; an {@code open} one takes more than is described. */
    @Schema(name = "StepSymbol")
    record SymbolBody(
            String name,
            String plugin,
            String kind,
            String summary,
            List<ParameterBody> parameters,
            List<String> examples,
            List<String> classes,
            String provider,
            boolean open) {
        static SymbolBody of(ProvidedSymbol provided) {
            var symbol = provided.symbol();
            return new SymbolBody(
                    symbol.name(),
                    provided.plugin(),
                    symbol.kind(),
                    symbol.summary(),
                    symbol.parameters().stream().map(ParameterBody::of).toList(),
                    symbol.examples(),
                    symbol.classes().stream().sorted().toList(),
                    symbol.provider().orElse(""),
                    symbol.open());
        }
    }

    @Schema(name = "StepParameter")
    record ParameterBody(
            String name,
            Parameter.Type type,
            boolean required,
            boolean positional,
            String help,
            List<String> choices,
            @Nullable Object defaultValue) {
        static ParameterBody of(Parameter parameter) {
            return new ParameterBody(
                    parameter.name(),
                    parameter.type(),
                    parameter.required(),
                    parameter.positional(),
                    parameter.help(),
                    parameter.choices(),
                    parameter.defaultValue().orElse(null));
        }
    }
}
