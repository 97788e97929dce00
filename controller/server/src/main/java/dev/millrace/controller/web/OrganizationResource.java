package dev.millrace.controller.web;

import dev.millrace.controller.web.TenantBodies.NewOrganization;
import dev.millrace.controller.web.TenantBodies.OrganizationBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** Organizations. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class OrganizationResource {
    private final Doors doors;
    private final Access access;

    OrganizationResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("organizations")
    @Operation(operationId = "organizations", summary = "Organizations of the caller, by name")
    public List<OrganizationBody> list(@Context SecurityContext security) {
        return access.organizations(Who.of(security)).stream()
                .map(OrganizationBody::of)
                .toList();
    }

    @POST
    @Path("organizations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createOrganization", summary = "Makes an organization; for administrators")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = OrganizationBody.class)))
    public Response create(NewOrganization given, @Context SecurityContext security) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        var made = doors.tenants().createOrganization(given.name());
        doors.identities().audit(caller, "create-organization", made.name());
        return Response.status(Response.Status.CREATED)
                .entity(OrganizationBody.of(made))
                .build();
    }
}
