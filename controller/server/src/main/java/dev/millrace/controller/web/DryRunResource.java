package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.rehearsal.Rehearsals.End;
import dev.millrace.controller.rehearsal.Rehearsals.Listed;
import dev.millrace.controller.rehearsal.Rehearsals.Rehearsed;
import dev.millrace.controller.rehearsal.Rehearsals.Request;
import dev.millrace.controller.run.RunResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes pipelines with agents, tools and outside effects simulated. Nothing is stored; the answer comes when the program has ended. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class DryRunResource {
    private final Doors doors;
    private final Access access;

    DryRunResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @POST
    @Path("dry-runs")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "dryRun",
            summary =
                    "Executes a pipeline with agents, tools and outside effects simulated, and lists the steps that it asks for")
    public DryRunBody run(NewDryRun given, @Context SecurityContext security) throws InterruptedException {
        var caller = Who.of(security);
        var organization = doors.keeps()
                ? Optional.of(access.organization(caller, given.organization(), Role.DEVELOPER)
                        .id())
                : Optional.<OrganizationId>empty();
        var sources = new GivenSources(doors);
        return DryRunBody.of(doors.language()
                .rehearsals()
                .rehearse(new Request(
                        organization,
                        name(given.project()),
                        given.file(),
                        given.definition(),
                        sources.tree(given.tree()),
                        sources.libraries(caller, given.libraries()),
                        orEmpty(given.facts()),
                        orEmpty(given.parameters()),
                        orEmpty(given.environment()))));
    }

    private static String name(String project) {
        if (project.isBlank() || project.length() > 200) {
            throw new UserError(Kind.INVALID, "A project's name has 1 to 200 letters", "The directory's name is fine");
        }
        return project;
    }

    private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> given) {
        return given == null ? Map.of() : given;
    }

    /** As for a run: {@code tree} is the digest of an uploaded tree blob. */
    @Schema(name = "NewDryRun")
    record NewDryRun(
            @Nullable String organization,
            String project,
            String file,
            String definition,
            @Nullable String tree,
            @Nullable Map<String, String> facts,
            @Nullable Map<String, Object> parameters,
            @Nullable Map<String, String> environment,
            @Nullable List<StartResource.GivenLibrary> libraries) {}

    /** {@code steps} counts all, {@code calls} lists them or, where they are very many, the first ones. */
    @Schema(name = "DryRun")
    record DryRunBody(
            End end,
            String why,
            RunResult result,
            List<ProblemBody.Mistake> problems,
            int steps,
            List<CallBody> calls) {
        static DryRunBody of(Rehearsed done) {
            return new DryRunBody(
                    done.end(),
                    done.why(),
                    done.result(),
                    done.problems().stream().map(ProblemBody.Mistake::of).toList(),
                    done.steps(),
                    done.calls().stream().map(CallBody::of).toList());
        }
    }

    /** {@code file} is empty where it is the pipeline itself; {@code line} counts from 1, 0 where unknown. */
    @Schema(name = "DryRunCall")
    record CallBody(int depth, String branch, String name, String call, String file, int line) {
        static CallBody of(Listed call) {
            return new CallBody(call.depth(), call.branch(), call.name(), call.call(), call.file(), call.line());
        }
    }
}
