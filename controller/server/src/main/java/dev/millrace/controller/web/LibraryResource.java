package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.source.LibraryRules;
import dev.millrace.controller.source.LibrarySetting;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shared libraries of an organization; those of {@code default} are there for all. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class LibraryResource {
    private final Doors doors;
    private final Access access;

    LibraryResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("organizations/{organization}/libraries")
    @Operation(operationId = "libraries", summary = "Shared libraries of an organization, by name")
    public List<LibraryBody> list(@PathParam("organization") String organization, @Context SecurityContext security) {
        var found = access.organization(Who.of(security), organization, Role.VIEWER);
        return doors.people().libraries().of(found.id()).stream()
                .map(LibraryBody::of)
                .toList();
    }

    @GET
    @Path("organizations/{organization}/libraries/{name: .+}")
    @Operation(operationId = "library", summary = "One shared library")
    public LibraryBody get(
            @PathParam("organization") String organization,
            @PathParam("name") String name,
            @Context SecurityContext security) {
        var found = access.organization(Who.of(security), organization, Role.VIEWER);
        return doors.people().libraries().of(found.id()).stream()
                .filter(library -> library.name().equals(name))
                .findFirst()
                .map(LibraryBody::of)
                .orElseThrow(() -> missing(name));
    }

    @PUT
    @Path("organizations/{organization}/libraries/{name: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putLibrary",
            summary = "Makes or replaces a shared library; for administrators of the organization")
    public LibraryBody put(
            @PathParam("organization") String organization,
            @PathParam("name") String name,
            NewLibrary given,
            @Context SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        if (!LibraryRules.remote(given.url()) && !caller.admin()) {
            throw new UserError(
                    Kind.FORBIDDEN,
                    "'%s' is not on another host: only an administrator of the installation may have the controller read its own disk"
                            .formatted(given.url()),
                    "Use https:// or ssh://");
        }
        var library = new LibrarySetting(
                name,
                given.kind() == null ? LibrarySetting.GIT : given.kind(),
                given.url(),
                Optional.ofNullable(given.defaultVersion()),
                Boolean.TRUE.equals(given.implicit()),
                Boolean.TRUE.equals(given.trusted()),
                !Boolean.FALSE.equals(given.allowOverride()));
        doors.people().libraries().put(found.id(), library);
        doors.identities().audit(caller, "put-library", organization + "/" + name);
        return LibraryBody.of(library);
    }

    @DELETE
    @Path("organizations/{organization}/libraries/{name: .+}")
    @Operation(
            operationId = "deleteLibrary",
            summary = "Removes a shared library; for administrators of the organization")
    @ApiResponse(responseCode = "204")
    public Response delete(
            @PathParam("organization") String organization,
            @PathParam("name") String name,
            @Context SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        if (!doors.people().libraries().remove(found.id(), name)) {
            throw missing(name);
        }
        doors.identities().audit(caller, "delete-library", organization + "/" + name);
        return Response.noContent().build();
    }

    private static UserError missing(String name) {
        return new UserError(Kind.NOT_FOUND, "There is no library '%s'".formatted(name), "");
    }

    @Schema(name = "Library")
    record LibraryBody(
            String name,
            String kind,
            String url,
            @Nullable String defaultVersion,
            boolean implicit,
            boolean trusted,
            boolean allowOverride) {
        static LibraryBody of(LibrarySetting library) {
            return new LibraryBody(
                    library.name(),
                    library.kind(),
                    library.url(),
                    library.defaultVersion().orElse(null),
                    library.implicit(),
                    library.trusted(),
                    library.allowOverride());
        }
    }

    /** {@code allowOverride} is true where it is not said, {@code implicit} and {@code trusted} are false. */
    @Schema(name = "NewLibrary")
    record NewLibrary(
            @Nullable String kind,
            String url,
            @Nullable String defaultVersion,
            @Nullable Boolean implicit,
            @Nullable Boolean trusted,
            @Nullable Boolean allowOverride) {}
}
