package dev.millrace.controller.web;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.UserError;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Uploads of content by digest. Sending what is there already is harmless. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class BlobResource {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 64 << 10;

    private final Doors doors;

    BlobResource(Doors doors) {
        this.doors = doors;
    }

    @POST
    @Path("blobs/missing")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "missingBlobs", summary = "Those of the digests that are not stored")
    public Missing missing(Digests given, @Context SecurityContext security) {
        Access.requireDeveloper(Who.of(security));
        var digests = given.digests().stream().map(BlobResource::digest).toList();
        return new Missing(doors.blobs().missing(digests).stream()
                .sorted()
                .map(Digest::hex)
                .toList());
    }

    @PUT
    @Path("blobs/{digest}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "putBlob", summary = "Stores octets under their SHA-256; needs a Content-Length")
    @RequestBody(content = @Content(schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "204")
    public Response put(
            @PathParam("digest") String hex,
            @io.swagger.v3.oas.annotations.Parameter(hidden = true) @HeaderParam("Content-Length") @Nullable Long size,
            InputStream octets,
            @Context SecurityContext security)
            throws IOException {
        Access.requireDeveloper(Who.of(security));
        var digest = digest(hex);
        if (size == null) {
            throw new Refused(411, "Length needed", "An upload has to say its size", "Send a Content-Length");
        }
        try (var upload = doors.blobs().begin(digest, size)) {
            var buffer = new byte[BUFFER];
            for (var read = octets.read(buffer); read >= 0; read = octets.read(buffer)) {
                upload.write(buffer, 0, read);
            }
            upload.commit();
        }
        return Response.noContent().build();
    }

    static Digest digest(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new UserError(
                    UserError.Kind.INVALID,
                    "Not a SHA-256: " + (hex.length() > 80 ? hex.substring(0, 80) + "..." : hex),
                    "It has 64 small hexadecimal digits");
        }
        return Digest.parse(hex);
    }

    @Schema(name = "Digests")
    record Digests(List<String> digests) {}

    @Schema(name = "MissingDigests")
    record Missing(List<String> missing) {}
}
