package dev.millrace.controller.web;

import dev.millrace.controller.explain.Because;
import dev.millrace.controller.explain.Because.Spot;
import dev.millrace.controller.identity.Identities.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why runs came as they did. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class ExplainResource {
    private final Doors doors;
    private final Access access;

    ExplainResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("runs/{id}/explain")
    @Operation(
            operationId = "explainRun",
            summary = "Says why a run, or the last stage or branch of a name, ran, was skipped, waited or failed")
    public BecauseBody explain(
            @PathParam("id") long id, @QueryParam("stage") @Nullable String stage, @Context SecurityContext security) {
        var run = access.run(Who.of(security), id, Role.VIEWER);
        return BecauseBody.of(doors.work().explanations().of(run, Optional.ofNullable(stage)), run.file());
    }

    /** {@code below}: what led to it, first things first. {@code output}: the last lines that the step printed. */
    @Schema(name = "Because")
    record BecauseBody(
            String kind,
            String sentence,
            @Nullable Integer step,
            @Nullable String file,
            @Nullable Integer line,
            @Nullable Instant at,
            @Nullable Long tookMillis,
            List<String> output,
            List<BecauseBody> below) {
        static BecauseBody of(Because because, String pipeline) {
            var place = because.place();
            return new BecauseBody(
                    because.kind().name().toLowerCase(Locale.ROOT),
                    because.sentence(),
                    because.step() == 0 ? null : because.step(),
                    place.equals(Spot.NONE) || place.line() == 0
                            ? null
                            : place.file().isEmpty() ? pipeline : place.file(),
                    place.line() == 0 ? null : place.line(),
                    because.at().orElse(null),
                    because.took().map(Duration::toMillis).orElse(null),
                    because.output(),
                    because.below().stream().map(below -> of(below, pipeline)).toList());
        }
    }
}
