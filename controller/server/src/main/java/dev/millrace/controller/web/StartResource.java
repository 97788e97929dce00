package dev.millrace.controller.web;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.identity.Identities.Caller;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.source.GivenFiles;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.tenant.Project;
import dev.millrace.controller.trigger.Cause;
import dev.millrace.controller.trigger.TriggerRequest;
import dev.millrace.controller.trigger.Urgency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts runs. The answer is a durable run; what is wrong with its pipeline is told by the run itself. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
final class StartResource {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Doors doors;
    private final Access access;

    StartResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @POST
    @Path("runs")
    @Operation(operationId = "startRun", summary = "Runs a pipeline on an uploaded working tree, or on none")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Response start(
            NewRun given, @HeaderParam(IDEMPOTENCY_KEY) @Nullable String key, @Context SecurityContext security)
            throws IOException {
        return created(start(given, key, Who.of(security)));
    }

    /** The same, told of its caller. */
    RunBody start(NewRun given, @Nullable String key, Caller caller) throws IOException {
        var organization = access.organization(caller, given.organization(), Role.DEVELOPER);
        var uploads = new GivenSources(doors);
        var tree = uploads.tree(given.tree());
        var files = uploads.files(given.files());
        checkVariables("environment", given.environment());
        checkVariables("facts", given.facts());
        return accept(
                caller,
                doors.tenants().projectNamed(organization.id(), given.project()),
                new Given(
                        given.file(),
                        given.definition(),
                        new RunSource(
                                tree,
                                orEmpty(given.facts()),
                                uploads.libraries(caller, given.libraries()),
                                uploads.tools(given.tools()),
                                files),
                        parameters(given.parameters(), files),
                        orEmpty(given.environment()),
                        urgency(given.quietPeriodSeconds(), given.priority())),
                key);
    }

    @POST
    @Path("projects/{id}/runs")
    @Operation(operationId = "startProject", summary = "Runs the inline pipeline of a project")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RunBody.class)))
    public Response start(
            @PathParam("id") long id,
            NewProjectRun given,
            @HeaderParam(IDEMPOTENCY_KEY) @Nullable String key,
            @Context SecurityContext security)
            throws IOException {
        var caller = Who.of(security);
        var project = access.project(caller, id, Role.DEVELOPER);
        checkVariables("environment", given.environment());
        var files = new GivenSources(doors).files(given.files());
        var definition = project.definition()
                .orElseThrow(() -> new UserError(
                        Kind.CONFLICT,
                        "The project '%s' has no pipeline of its own".formatted(project.name()),
                        "Give it one, or run a directory with 'millrace run'"));
        var run = accept(
                caller,
                project,
                new Given(
                        "Jenkinsfile",
                        definition,
                        new RunSource(Optional.empty(), Map.of(), List.of(), List.of(), files),
                        parameters(given.parameters(), files),
                        orEmpty(given.environment()),
                        urgency(given.quietPeriodSeconds(), given.priority())),
                key);
        return created(run);
    }

    private static Response created(RunBody run) {
        return Response.created(URI.create("runs/" + run.id())).entity(run).build();
    }

    private RunBody accept(Caller caller, Project project, Given given, @Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw new UserError(Kind.INVALID, "An Idempotency-Key has 1 to 200 letters", "A UUID is fine");
        }
        var id = doors.triggers()
                .accept(new TriggerRequest(
                        project,
                        "branch",
                        new Cause.User(caller.name()),
                        given.parameters(),
                        given.environment(),
                        given.source(),
                        given.file(),
                        given.definition(),
                        Optional.ofNullable(key)
                                .map(text -> "%d:%s:%s".formatted(caller.principal(), project.id(), text)),
                        given.urgency()));
        var run = doors.runs().find(id).orElseThrow(() -> Refused.unavailable("The run is not readable yet"));
        return new RunNames(doors).body(run);
    }

    /** A file's parameter has the name that the file had. */
    private static Map<String, Object> parameters(@Nullable Map<String, Object> given, Optional<GivenFiles> files) {
        if (files.isEmpty()) {
            return orEmpty(given);
        }
        var parameters = new LinkedHashMap<>(orEmpty(given));
        files.get().names().forEach((name, original) -> {
            if (parameters.put(name, original) != null) {
                throw new UserError(
                        Kind.INVALID,
                        "Parameter '%s' is given a value and a file".formatted(name),
                        "Give it one of them");
            }
        });
        return parameters;
    }

    private static Urgency urgency(@Nullable Integer quietSeconds, @Nullable Integer priority) {
        if (quietSeconds != null && (quietSeconds < 0 || quietSeconds > Urgency.LONGEST_QUIET.toSeconds())) {
            throw new UserError(
                    Kind.INVALID,
                    "A quiet period is 0 to %d seconds, not %d"
                            .formatted(Urgency.LONGEST_QUIET.toSeconds(), quietSeconds),
                    "");
        }
        return new Urgency(
                Optional.ofNullable(quietSeconds).map(Duration::ofSeconds),
                priority == null ? OptionalInt.empty() : OptionalInt.of(priority));
    }

    private static void checkVariables(String field, @Nullable Map<String, String> variables) {
        var problems = new ArrayList<Problem>();
        orEmpty(variables).forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() || value == null || value.indexOf('\0') >= 0) {
                problems.add(new Problem(field + "." + name, 0, 0, "not a variable", "Letters, digits, underscores"));
            }
        });
        if (!problems.isEmpty()) {
            throw new UserError(Kind.INVALID, "Some of '%s' are not variables".formatted(field), "", problems);
        }
    }

    private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> given) {
        return given == null ? Map.of() : given;
    }

    private record Given(
            String file,
            String definition,
            RunSource source,
            Map<String, Object> parameters,
            Map<String, String> environment,
            Urgency urgency) {}

    /**
     * {@code tree} is the digest of an uploaded tree blob; {@code facts} say where it comes from: {@code GIT_COMMIT}, {@code BRANCH_NAME}. {@code
     * quietPeriodSeconds} and {@code priority} go before what the pipeline says; an equal request within the quiet period is answered with the same run.
     */
    @Schema(name = "NewRun")
    record NewRun(
            @Nullable String organization,
            String project,
            String file,
            String definition,
            @Nullable String tree,
            @Nullable Map<String, String> facts,
            @Nullable Map<String, Object> parameters,
            @Nullable Map<String, String> environment,
            @Nullable List<GivenLibrary> libraries,
            @Nullable List<GivenTool> tools,
            @Nullable List<GivenFile> files,
            @Nullable Integer quietPeriodSeconds,
            @Nullable Integer priority) {}

    /** The file of a parameter of kind {@code file}: the digest of an uploaded blob, and the name that it had where it comes from. */
    @Schema(name = "GivenFile")
    record GivenFile(String name, String fileName, String digest) {}

    /** A tool for one run: its absolute path on the run's agents. It goes before one of the organization that has its type and name. */
    @Schema(name = "GivenTool")
    record GivenTool(String type, String name, String home) {}

    /** A shared library for one run: the digest of an uploaded tree, or a repository. It goes before one of the organization that has its name. */
    @Schema(name = "GivenLibrary")
    record GivenLibrary(
            String name,
            @Nullable String tree,
            @Nullable String url,
            @Nullable String version) {}

    @Schema(name = "NewProjectRun")
    record NewProjectRun(
            @Nullable Map<String, Object> parameters,
            @Nullable Map<String, String> environment,
            @Nullable List<GivenFile> files,
            @Nullable Integer quietPeriodSeconds,
            @Nullable Integer priority) {}
}
