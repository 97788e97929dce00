package dev.millrace.controller.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The description of this API, made from these classes when the controller is built. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class OpenApiResource {
    @GET
    @Path("openapi.json")
    @Operation(operationId = "openapi", summary = "This description")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    public Response get() {
        return Response.ok(read()).build();
    }

    /** Read each time: it is asked for rarely. */
    private static byte[] read() {
        try (var stream = OpenApiResource.class.getResourceAsStream("openapi.json")) {
            if (stream == null) {
                throw new IllegalStateException("The build left openapi.json out");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
