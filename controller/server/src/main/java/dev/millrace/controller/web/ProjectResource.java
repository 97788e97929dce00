package dev.millrace.controller.web;

import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.tenant.Project;
import dev.millrace.controller.web.TenantBodies.NewProject;
import dev.millrace.controller.web.TenantBodies.ProjectBody;
import dev.millrace.controller.web.TenantBodies.ProjectDefinition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Projects. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class ProjectResource {
    private final Doors doors;
    private final Access access;

    ProjectResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("projects")
    @Operation(operationId = "projects", summary = "Projects of one organization, or of all that the caller sees")
    public List<ProjectBody> list(
            @QueryParam("organization") @Nullable String organization, @Context SecurityContext security) {
        var caller = Who.of(security);
        var organizations = organization == null
                ? access.organizations(caller)
                : List.of(access.organization(caller, organization, Role.VIEWER));
        var names = new RunNames(doors);
        return organizations.stream()
                .flatMap(one -> doors.tenants().projects(one.id()).stream())
                .map(project -> body(project, names, false))
                .toList();
    }

    @POST
    @Path("projects")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createProject", summary = "Makes a project, with an inline pipeline or none")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ProjectBody.class)))
    public Response create(NewProject given, @Context SecurityContext security) {
        var caller = Who.of(security);
        var organization = access.organization(caller, given.organization(), Role.DEVELOPER);
        var made =
                doors.tenants().createProject(organization.id(), given.name(), Optional.ofNullable(given.definition()));
        doors.identities().audit(caller, "create-project", organization.name() + "/" + made.name());
        return Response.status(Response.Status.CREATED)
                .entity(body(made, new RunNames(doors), true))
                .build();
    }

    @GET
    @Path("projects/{id}")
    @Operation(operationId = "project", summary = "One project")
    public ProjectBody get(@PathParam("id") long id, @Context SecurityContext security) {
        return body(access.project(Who.of(security), id, Role.VIEWER), new RunNames(doors), true);
    }

    @PUT
    @Path("projects/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "defineProject", summary = "Replaces the inline pipeline of a project")
    public ProjectBody define(@PathParam("id") long id, ProjectDefinition given, @Context SecurityContext security) {
        var caller = Who.of(security);
        var project = access.project(caller, id, Role.DEVELOPER);
        var defined = doors.tenants().define(project.id(), Optional.ofNullable(given.definition()));
        doors.identities().audit(caller, "define-project", project.name());
        return body(defined, new RunNames(doors), true);
    }

    @GET
    @Path("projects/{id}/properties")
    @Operation(
            operationId = "projectProperties",
            summary = "What the pipeline of a project last said about it, for each branch that said something")
    public List<PropertiesBody> properties(@PathParam("id") long id, @Context SecurityContext security) {
        var project = access.project(Who.of(security), id, Role.VIEWER);
        return doors.people().settings().ofProject(project.id()).entrySet().stream()
                .map(entry -> PropertiesBody.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    @GET
    @Path("projects/{id}/runs")
    @Operation(operationId = "projectRuns", summary = "Runs of a project, newest first, below the id 'before'")
    public List<RunBody> runs(
            @PathParam("id") long id,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @Context SecurityContext security) {
        var project = access.project(Who.of(security), id, Role.VIEWER);
        var names = new RunNames(doors);
        return doors.runs().ofProject(project.id(), Page.before(before), Page.limit(limit)).stream()
                .map(names::body)
                .toList();
    }

    private ProjectBody body(Project project, RunNames names, boolean withDefinition) {
        Optional<Run> last = doors.runs().ofProject(project.id(), Optional.empty(), 1).stream()
                .findFirst();
        return new ProjectBody(
                project.id().value(),
                names.organization(project.organization()),
                project.name(),
                project.definition().isPresent(),
                withDefinition ? project.definition().orElse(null) : null,
                last.map(names::body).orElse(null),
                project.createdAt());
    }
}
