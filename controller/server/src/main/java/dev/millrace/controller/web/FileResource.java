package dev.millrace.controller.web;

import dev.millrace.api.report.TestCase;
import dev.millrace.api.report.TestCase.Outcome;
import dev.millrace.controller.artifact.RunFiles.Artifact;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.identity.Identities.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs left behind. Artifacts come as downloads in a sandbox: they are what some job wrote. */
@Path("/")
final class FileResource {
    private static final int BUFFER = 64 << 10;

    private final Doors doors;
    private final Access access;

    FileResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("runs/{id}/artifacts")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "artifacts", summary = "Artifacts of a run, by path")
    public List<ArtifactBody> artifacts(@PathParam("id") long id, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        return doors.files().artifacts(run.id()).stream().map(ArtifactBody::of).toList();
    }

    @GET
    @Path("runs/{id}/artifacts/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "artifact", summary = "One artifact, as a download; Range asks for a part")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "206", content = @Content(schema = @Schema(type = "string", format = "binary")))
    public Response artifact(
            @PathParam("id") long id,
            @PathParam("path") String path,
            @HeaderParam("Range") @Nullable String range,
            @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        var artifact = doors.files()
                .artifact(run.id(), path)
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NOT_FOUND, "Run %s has no artifact '%s'".formatted(run.id(), path), ""));
        var answer = Download.of(
                range,
                artifact.size(),
                MediaType.APPLICATION_OCTET_STREAM,
                (position, length, to) -> copy(artifact, position, length, to));
        answer.getHeaders().putSingle("Content-Disposition", disposition(path));
        answer.getHeaders().putSingle("ETag", '"' + artifact.digest().hex() + '"');
        return answer;
    }

    @GET
    @Path("runs/{id}/tests")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "tests", summary = "Test results of a run")
    public TestsBody tests(@PathParam("id") long id, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        return TestsBody.of(doors.files().tests(run.id()));
    }

    private void copy(Artifact artifact, long position, long length, OutputStream to) throws IOException {
        try (var content = doors.blobs().open(artifact.digest(), position)) {
            var buffer = new byte[BUFFER];
            var left = length;
            while (left > 0) {
                var read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("%s ends before its size".formatted(artifact.digest()));
                }
                to.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /** The last name of a path, for the browser's file dialog. */
    private static String disposition(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename*=UTF-8''" + encoded;
    }

    @Schema(name = "Artifact")
    record ArtifactBody(String path, long size, int mode, String digest) {
        static ArtifactBody of(Artifact artifact) {
            return new ArtifactBody(
                    artifact.path(),
                    artifact.size(),
                    artifact.mode(),
                    artifact.digest().hex());
        }
    }

    @Schema(name = "Tests")
    record TestsBody(long passed, long failed, long skipped, List<CaseBody> cases) {
        static TestsBody of(List<TestCase> cases) {
            return new TestsBody(
                    count(cases, Outcome.PASSED),
                    count(cases, Outcome.FAILED) + count(cases, Outcome.ERROR),
                    count(cases, Outcome.SKIPPED),
                    cases.stream().map(CaseBody::of).toList());
        }

        private static long count(List<TestCase> cases, Outcome outcome) {
            return cases.stream().filter(one -> one.outcome() == outcome).count();
        }
    }

    @Schema(name = "TestCase")
    record CaseBody(
            String suite,
            String group,
            String name,
            Outcome outcome,
            long durationMillis,
            @Nullable String message,
            @Nullable String details) {
        static CaseBody of(TestCase test) {
            return new CaseBody(
                    test.suite(),
                    test.group(),
                    test.name(),
                    test.outcome(),
                    test.duration().toMillis(),
                    test.message().orElse(null),
                    test.details().orElse(null));
        }
    }
}
