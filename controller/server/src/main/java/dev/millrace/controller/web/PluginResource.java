package dev.millrace.controller.web;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.plugin.PluginInspection;
import dev.millrace.controller.plugin.PluginInspection.AskedPermission;
import dev.millrace.controller.plugin.PluginStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

/** Plugins, for administrators. An upload answers what the archive declares; installing names the digest of what was looked at. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class PluginResource {
    private final Doors doors;

    PluginResource(Doors doors) {
        this.doors = doors;
    }

    @GET
    @Path("plugins")
    @Operation(operationId = "plugins", summary = "Plugins that were found; those that cannot run say why")
    public List<PluginBody> list(@Context SecurityContext security) {
        Access.requireAdmin(Who.of(security));
        return doors.plugins().list().stream().map(PluginBody::of).toList();
    }

    @POST
    @Path("plugins")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            operationId = "uploadPlugin",
            summary = "Keeps an archive and answers what it declares; installs nothing")
    @RequestBody(content = @Content(schema = @Schema(type = "string", format = "binary")))
    public InspectionBody upload(InputStream octets, @Context SecurityContext security) throws IOException {
        Access.requireAdmin(Who.of(security));
        var digest = doors.blobs().put(octets.readAllBytes());
        return withArchive(
                digest, archive -> InspectionBody.of(digest, doors.plugins().inspect(archive)));
    }

    @POST
    @Path("plugins/{digest: [0-9a-f]{64}}/install")
    @Operation(
            operationId = "installPlugin",
            summary = "Installs an uploaded archive with the permissions that it declares")
    public PluginBody install(@PathParam("digest") String hex, @Context SecurityContext security) throws IOException {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        var status =
                withArchive(BlobResource.digest(hex), archive -> doors.plugins().install(archive));
        doors.identities().audit(caller, "install-plugin", status.id() + " " + status.version() + " sha256:" + hex);
        return PluginBody.of(status);
    }

    @POST
    @Path("plugins/{id}/enable")
    @Operation(
            operationId = "enablePlugin",
            summary = "Starts a plugin that was disabled, or approves one that was put there by hand")
    public PluginBody enable(@PathParam("id") String id, @Context SecurityContext security) {
        admin(security, "enable-plugin", id);
        return PluginBody.of(doors.plugins().enable(id));
    }

    @POST
    @Path("plugins/{id}/disable")
    @Operation(
            operationId = "disablePlugin",
            summary = "Stops a plugin, and those that depend on it, until it is enabled")
    public PluginBody disable(@PathParam("id") String id, @Context SecurityContext security) {
        admin(security, "disable-plugin", id);
        return PluginBody.of(doors.plugins().disable(id));
    }

    @DELETE
    @Path("plugins/{id}")
    @Operation(
            operationId = "removePlugin",
            summary = "Stops a plugin and deletes its archive; bundled ones can only be disabled")
    public void remove(@PathParam("id") String id, @Context SecurityContext security) {
        admin(security, "remove-plugin", id);
        doors.plugins().remove(id);
    }

    private void admin(SecurityContext security, String action, String id) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        doors.identities().audit(caller, action, id);
    }

    private <T> T withArchive(Digest digest, Use<T> use) throws IOException {
        if (doors.blobs().size(digest).isEmpty()) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "No archive %s was uploaded".formatted(digest),
                    "POST it to /api/v1/plugins");
        }
        var archive = Files.createTempFile("plugin-", ".jar");
        try {
            try (var content = doors.blobs().open(digest, 0);
                    var to = Files.newOutputStream(archive)) {
                content.transferTo(to);
            }
            return use.of(archive);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /** What is done with an archive while it is a file. */
    private interface Use<T> {
        T of(java.nio.file.Path archive);
    }

    @Schema(name = "Plugin")
    record PluginBody(
            String id,
            String version,
            String description,
            String provider,
            List<String> permissions,
            boolean bundled,
            PluginStatus.State state,
            List<String> steps,
            List<ProblemBody.Mistake> problems) {
        static PluginBody of(PluginStatus plugin) {
            return new PluginBody(
                    plugin.id(),
                    plugin.version(),
                    plugin.description(),
                    plugin.provider(),
                    plugin.permissions(),
                    plugin.bundled(),
                    plugin.state(),
                    plugin.steps(),
                    plugin.problems().stream().map(ProblemBody.Mistake::of).toList());
        }
    }

    /** {@code problems} speak against installing it; {@code replaces} is the version that it would replace, empty where there is none. */
    @Schema(name = "PluginInspection")
    record InspectionBody(
            String digest,
            String id,
            String version,
            String description,
            String provider,
            String requires,
            List<String> dependencies,
            List<PermissionBody> permissions,
            String replaces,
            List<ProblemBody.Mistake> problems) {
        static InspectionBody of(Digest digest, PluginInspection found) {
            return new InspectionBody(
                    digest.hex(),
                    found.id(),
                    found.version(),
                    found.description(),
                    found.provider(),
                    found.requires(),
                    found.dependencies(),
                    found.permissions().stream().map(PermissionBody::of).toList(),
                    found.replaces(),
                    found.problems().stream().map(ProblemBody.Mistake::of).toList());
        }
    }

    @Schema(name = "PluginPermission")
    record PermissionBody(String key, String meaning) {
        static PermissionBody of(AskedPermission permission) {
            return new PermissionBody(permission.key(), permission.meaning());
        }
    }
}
