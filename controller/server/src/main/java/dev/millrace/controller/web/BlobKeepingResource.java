package dev.millrace.controller.web;

import dev.millrace.controller.blob.BlobKeeping;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** Where blobs lie, for administrators of the installation. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class BlobKeepingResource {
    private final Doors doors;

    BlobKeepingResource(Doors doors) {
        this.doors = doors;
    }

    @GET
    @Path("blobs")
    @Operation(operationId = "blobs", summary = "Where blobs lie, how many and how large they are")
    public StatusBody status(@Context SecurityContext security) {
        Access.requireAdmin(Who.of(security));
        return StatusBody.of(doors.keeping().status());
    }

    @POST
    @Path("blobs/move")
    @Operation(
            operationId = "moveBlobs",
            summary =
                    "Moves the blobs that lie elsewhere to where new ones go; goes on until it is done, over restarts too")
    public StatusBody move(@Context SecurityContext security) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        doors.keeping().move();
        doors.identities().audit(caller, "move-blobs", "blobs");
        return StatusBody.of(doors.keeping().status());
    }

    @POST
    @Path("blobs/collect")
    @Operation(
            operationId = "collectBlobs",
            summary = "Begins to collect what nothing refers to and nobody asked for in the last day")
    public StatusBody collect(@Context SecurityContext security) {
        var caller = Who.of(security);
        Access.requireAdmin(caller);
        doors.keeping().collect();
        doors.identities().audit(caller, "collect-blobs", "blobs");
        return StatusBody.of(doors.keeping().status());
    }

    /** {@code damaged} ones count as missing until they are stored again; {@code garbage} is what is still to be deleted. */
    @Schema(name = "BlobStatus")
    record StatusBody(List<PlaceBody> places, AmountBody inline, long damaged, long garbage) {
        static StatusBody of(BlobKeeping.Status status) {
            return new StatusBody(
                    status.places().stream().map(PlaceBody::of).toList(),
                    AmountBody.of(status.inline()),
                    status.damaged(),
                    status.garbage());
        }
    }

    /** {@code location} is as given to {@code --blobs}, empty for the data directory; new blobs go to the {@code current} one. */
    @Schema(name = "BlobPlace")
    record PlaceBody(String location, boolean current, boolean moving, AmountBody amount) {
        static PlaceBody of(BlobKeeping.Place place) {
            return new PlaceBody(place.location(), place.current(), place.emptied(), AmountBody.of(place.amount()));
        }
    }

    @Schema(name = "BlobAmount")
    record AmountBody(long blobs, long bytes) {
        static AmountBody of(BlobKeeping.Amount amount) {
            return new AmountBody(amount.blobs(), amount.bytes());
        }
    }
}
