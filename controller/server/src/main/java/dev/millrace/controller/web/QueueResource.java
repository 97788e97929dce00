package dev.millrace.controller.web;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.execution.WaitingRuns;
import dev.millrace.controller.identity.Identities.Caller;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.lease.Jobs.WaitingJob;
import dev.millrace.controller.lease.RunLocks.WaitingStep;
import dev.millrace.controller.run.Run;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What waits: jobs for an agent, steps for locks, runs for their turn. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class QueueResource {
    private final Doors doors;

    QueueResource(Doors doors) {
        this.doors = doors;
    }

    @GET
    @Path("queue")
    @Operation(
            operationId = "queue",
            summary =
                    "What waits, each with the reason: jobs, first ones first, then steps and runs in the order of asking")
    public List<WaitingBody> list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("run") @Nullable Long run,
            @Context SecurityContext security) {
        var caller = Who.of(security);
        var seen = new Seen(caller);
        return Stream.of(
                        doors.capacity().jobs().waiting().stream().map(WaitingBody::of),
                        doors.capacity().locks().waiting().stream().map(WaitingBody::of),
                        doors.work().waiting().waiting().stream()
                                .flatMap(held -> seen.run(held.run()).stream()
                                        .map(found -> WaitingBody.of(held, seen.names.title(found)))))
                .flatMap(all -> all)
                .filter(item -> run == null || run == item.run())
                .filter(item ->
                        caller.admin() || seen.run(new RunId(item.run())).isPresent())
                .limit(Page.limit(limit))
                .toList();
    }

    /** Runs that the caller may see. For one request. */
    private final class Seen {
        private final Caller caller;
        private final RunNames names = new RunNames(doors);
        private final Map<RunId, Optional<Run>> known = new HashMap<>();

        Seen(Caller caller) {
            this.caller = caller;
        }

        Optional<Run> run(RunId id) {
            return known.computeIfAbsent(
                    id,
                    run -> doors.runs()
                            .find(run)
                            .filter(found -> caller.admin() || caller.may(Role.VIEWER, found.organization())));
        }
    }

    /** What it waits for; {@code job}: an agent, and what jobs get with it. */
    @Schema(name = "WaitingKind", enumAsRef = true)
    enum Kind {
        job,
        lock,
        group,
        quiet_period,
        rate,
        earlier_run,
        place;

        static Kind of(WaitingRuns.Kind kind) {
            return switch (kind) {
                case QUIET_PERIOD -> quiet_period;
                case RATE -> rate;
                case EARLIER_RUN -> earlier_run;
                case PLACE -> place;
            };
        }
    }

    /** {@code job} is there where a job waits, {@code startsAt} where the time is known. */
    @Schema(name = "WaitingJob")
    record WaitingBody(
            @Nullable Long job,
            long run,
            String title,
            Kind kind,
            String why,
            Instant askedAt,
            @Nullable Instant startsAt) {
        static WaitingBody of(WaitingJob job) {
            return new WaitingBody(
                    job.job().value(), job.run().value(), job.title(), Kind.job, job.why(), job.asked(), null);
        }

        static WaitingBody of(WaitingStep step) {
            return new WaitingBody(
                    null,
                    step.step().run().value(),
                    step.title(),
                    step.group() ? Kind.group : Kind.lock,
                    step.why(),
                    step.asked(),
                    null);
        }

        static WaitingBody of(WaitingRuns.WaitingRun run, String title) {
            return new WaitingBody(
                    null,
                    run.run().value(),
                    title,
                    Kind.of(run.kind()),
                    run.why(),
                    run.since(),
                    run.until().orElse(null));
        }
    }
}
