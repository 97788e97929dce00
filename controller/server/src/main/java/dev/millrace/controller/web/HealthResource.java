package dev.millrace.controller.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Whether the controller can work, for load balancers and scripts. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class HealthResource {
    private final Doors doors;
    private final String release;

    HealthResource(Doors doors, String release) {
        this.doors = doors;
        this.release = release;
    }

    @GET
    @Path("health")
    @Operation(operationId = "health", summary = "Whether the controller can work; 503 while it cannot")
    public HealthBody health() {
        doors.unready().ifPresent(why -> {
            throw Refused.unavailable(why);
        });
        return new HealthBody("ready", release);
    }

    @Schema(name = "Health")
    record HealthBody(String status, String release) {}
}
