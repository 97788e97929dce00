package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.tool.Tool;
import dev.millrace.controller.tool.ToolHome;
import dev.millrace.controller.tool.ToolRules;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools that pipelines of an organization can name; those of {@code default} are there for all. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class ToolResource {
    private final Doors doors;
    private final Access access;

    ToolResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("organizations/{organization}/tools")
    @Operation(operationId = "tools", summary = "Tools of an organization, by type and name")
    public List<ToolBody> list(@PathParam("organization") String organization, @Context SecurityContext security) {
        var found = access.organization(Who.of(security), organization, Role.VIEWER);
        return doors.people().tools().of(found.id()).stream().map(ToolBody::of).toList();
    }

    @PUT
    @Path("organizations/{organization}/tools/{type}/{name: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "putTool", summary = "Makes or replaces a tool; for administrators of the organization")
    public ToolBody put(
            @PathParam("organization") String organization,
            @PathParam("type") String type,
            @PathParam("name") String name,
            NewTool given,
            @Context SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        var tool = new Tool(
                ToolRules.type(type),
                name,
                given.homes().stream().map(HomeBody::told).toList(),
                given.environment() == null ? Map.of() : given.environment(),
                given.path() == null ? List.of() : given.path());
        doors.people().tools().put(found.id(), tool);
        doors.identities().audit(caller, "put-tool", organization + "/" + tool.id());
        return ToolBody.of(tool);
    }

    @DELETE
    @Path("organizations/{organization}/tools/{type}/{name: .+}")
    @Operation(operationId = "deleteTool", summary = "Removes a tool; for administrators of the organization")
    @ApiResponse(responseCode = "204")
    public Response delete(
            @PathParam("organization") String organization,
            @PathParam("type") String type,
            @PathParam("name") String name,
            @Context SecurityContext security) {
        var caller = Who.of(security);
        var found = access.organization(caller, organization, Role.ADMIN);
        if (!doors.people().tools().remove(found.id(), ToolRules.type(type), name)) {
            throw new UserError(
                    Kind.NOT_FOUND,
                    "There is no %s '%s'".formatted(type, name),
                    "'millrace tool list' shows those that there are");
        }
        doors.identities().audit(caller, "delete-tool", organization + "/" + type + ":" + name);
        return Response.noContent().build();
    }

    /** {@code environment} and {@code path} are what comes with the tool beside what its type sets. */
    @Schema(name = "Tool")
    record ToolBody(
            String type, String name, List<HomeBody> homes, Map<String, String> environment, List<String> path) {
        static ToolBody of(Tool tool) {
            return new ToolBody(
                    tool.type().name(),
                    tool.name(),
                    tool.homes().stream().map(HomeBody::of).toList(),
                    tool.environment(),
                    tool.path());
        }
    }

    /** {@code labels} is a label expression of the agents that {@code home} is for; left out or empty: all others. */
    @Schema(name = "ToolHome")
    record HomeBody(@Nullable String labels, String home) {
        static HomeBody of(ToolHome home) {
            return new HomeBody(home.labels(), home.directory());
        }

        ToolHome told() {
            return new ToolHome(labels == null ? "" : labels.strip(), home);
        }
    }

    @Schema(name = "NewTool")
    record NewTool(
            List<HomeBody> homes,
            @Nullable Map<String, String> environment,
            @Nullable List<String> path) {}
}
