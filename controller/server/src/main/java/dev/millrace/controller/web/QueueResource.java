package dev.millrace.controller.web;

import dev.millrace.controller.identity.Identities.Caller;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.lease.Jobs.WaitingJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;

/** Jobs that wait. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class QueueResource {
    private final Doors doors;

    QueueResource(Doors doors) {
        this.doors = doors;
    }

    @GET
    @Path("queue")
    @Operation(operationId = "queue", summary = "Jobs that wait, first ones first, each with the reason")
    public List<WaitingBody> list(
            @QueryParam("limit") @DefaultValue("100") int limit, @Context SecurityContext security) {
        var caller = Who.of(security);
        return doors.capacity().jobs().waiting().stream()
                .filter(job -> visible(caller, job))
                .limit(Page.limit(limit))
                .map(WaitingBody::of)
                .toList();
    }

    private boolean visible(Caller caller, WaitingJob job) {
        return caller.admin()
                || doors.runs()
                        .find(job.run())
                        .filter(run -> caller.may(Role.VIEWER, run.organization()))
                        .isPresent();
    }

    @Schema(name = "WaitingJob")
    record WaitingBody(long job, long run, String title, String why, Instant askedAt) {
        static WaitingBody of(WaitingJob job) {
            return new WaitingBody(job.job().value(), job.run().value(), job.title(), job.why(), job.asked());
        }
    }
}
