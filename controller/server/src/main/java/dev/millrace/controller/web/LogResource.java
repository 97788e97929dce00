package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.identity.Identities.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A run's log, whole, in part, or as it grows. */
@Path("/")
final class LogResource {
    static final String LENGTH_HEADER = "X-Log-Length";
    private static final String TEXT = "text/plain;charset=utf-8";

    private final Doors doors;
    private final Access access;
    private final EventFormat format;
    private final Streams streams;
    private final Duration heartbeat;

    LogResource(Doors doors, Access access, EventFormat format, Streams streams, Duration heartbeat) {
        this.doors = doors;
        this.access = access;
        this.format = format;
        this.streams = streams;
        this.heartbeat = heartbeat;
    }

    @GET
    @Path("runs/{id}/log")
    @Produces(TEXT)
    @Operation(
            operationId = "log",
            summary = "The log as it is now; Range asks for a part, X-Log-Length says how long it is")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "206", content = @Content(schema = @Schema(type = "string")))
    public Response log(
            @PathParam("id") long id, @HeaderParam("Range") @Nullable String range, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER).id();
        var length = doors.logs().length(run);
        var answer = Download.of(
                range, length, TEXT, (position, limit, to) -> doors.logs().copy(run, position, limit, to));
        answer.getHeaders().putSingle(LENGTH_HEADER, length);
        return answer;
    }

    @GET
    @Path("runs/{id}/events")
    @Produces("text/event-stream")
    @Operation(operationId = "events", summary = "What happens to a run, as server-sent events", description = """
                    Events: 'log' (its id is the position after it; data {position, text}), 'run' (data is the run), 'stages' (data is the list), \
                    'end' after the run finished and its log was sent. Last-Event-ID resumes. A 'position' below 0 counts from the log's end. \
                    With encoding=base64 'log' carries {position, base64}, which keeps bytes that are not UTF-8. A comment comes every 15 s.""")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "string")))
    public Response events(
            @PathParam("id") long id,
            @QueryParam("position") @DefaultValue("0") long position,
            @Parameter(schema = @Schema(allowableValues = {"text", "base64"}))
                    @QueryParam("encoding")
                    @DefaultValue("text")
                    String encoding,
            @HeaderParam("Last-Event-ID") @Nullable Long last,
            @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        var as = encoding(encoding);
        var from = start(last == null ? position : last, doors.logs().length(run.id()));
        StreamingOutput events =
                to -> new EventStream(doors, run.id(), new EventSink(format, as, to), streams, heartbeat).send(from);
        return Response.ok(events, "text/event-stream")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private static long start(long position, long length) {
        return position < 0 ? Math.max(0, length + position) : Math.min(position, length);
    }

    private static LogEncoding encoding(String name) {
        return switch (name) {
            case "text" -> LogEncoding.TEXT;
            case "base64" -> LogEncoding.BASE64;
            default ->
                throw new UserError(
                        UserError.Kind.INVALID, "'encoding' is not known: " + name, "It may be text or base64");
        };
    }

    /** How log bytes travel in events. */
    enum LogEncoding {
        TEXT,
        BASE64
    }
}
