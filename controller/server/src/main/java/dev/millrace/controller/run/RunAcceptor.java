package dev.millrace.controller.run;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.definition.Definitions;
import dev.millrace.controller.run.RunWrites.Joined;
import dev.millrace.controller.run.RunWrites.NewRun;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.Write;
import dev.millrace.controller.trigger.Cause;
import dev.millrace.controller.trigger.TriggerRequest;
import dev.millrace.controller.trigger.Triggers.Acceptor;
import dev.millrace.controller.trigger.Urgency;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Makes runs of triggers. This controller alone owns the database, so numbers and keys that are under way are decided in memory. */
final class RunAcceptor implements Acceptor, Attempts {
    private final RunTable table;
    private final RunWrites writes;
    private final RunLedger ledger;
    private final Definitions definitions;
    private final GroupCommit commits;
    private final Ids ids;
    private final InstantSource clock;
    private final QuietRuns quiet;
    private final Map<ProjectId, AtomicLong> numbers = new ConcurrentHashMap<>();
    private final Map<Key, CompletableFuture<RunId>> underWay = new ConcurrentHashMap<>();

    RunAcceptor(
            RunTable table,
            RunWrites writes,
            RunLedger ledger,
            Definitions definitions,
            GroupCommit commits,
            Ids ids,
            InstantSource clock,
            QuietRuns quiet) {
        this.quiet = quiet;
        this.table = table;
        this.writes = writes;
        this.ledger = ledger;
        this.definitions = definitions;
        this.commits = commits;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public RunId accept(TriggerRequest request, Set<String> defaulted) {
        if (request.idempotencyKey().isEmpty()) {
            return insert(request, defaulted);
        }
        var key = new Key(request.project().id(), request.idempotencyKey().get());
        var mine = new CompletableFuture<RunId>();
        var other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return join(other);
        }
        try {
            var earlier = earlier(key, request.urgency());
            var run = earlier.isEmpty()
                    ? insert(request, defaulted)
                    : earlier.getFirst().id();
            mine.complete(run);
            return run;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key, mine);
        }
    }

    private List<Run> earlier(Key key, Urgency urgency) {
        var own = table.select(
                "project_id = ? and idempotency_key = ?", key.project().value(), key.text());
        return own.isEmpty() && urgency.quiet()
                ? table.select(
                        "id = (select run_id from merged_trigger where project_id = ? and idempotency_key = ?)",
                        key.project().value(),
                        key.text())
                : own;
    }

    private RunId insert(TriggerRequest request, Set<String> defaulted) {
        return request.urgency().quiet() ? join(request, defaulted) : make(request, defaulted, _ -> {});
    }

    /** A trigger in the quiet period of a run that was triggered in the same way is that run. */
    private RunId join(TriggerRequest request, Set<String> defaulted) {
        CompletableFuture<Void> durable;
        Run run;
        synchronized (quiet) {
            var joined = quiet.join(request, clock.instant());
            if (joined.isEmpty()) {
                return make(request, defaulted, made -> quiet.add(request, made));
            }
            run = joined.get();
            var row = new Joined(run, request.idempotencyKey());
            var unit = new ArrayList<Write<?>>(List.of(new Write<>(writes.joined, row)));
            if (row.key().isPresent()) {
                unit.add(new Write<>(writes.joinedKey, row));
            }
            durable = commits.submit(unit);
            ledger.changed(run);
        }
        join(durable);
        return run.id();
    }

    /** @param made hears of it when it is durable, before readers do */
    private RunId make(TriggerRequest request, Set<String> defaulted, Consumer<Run> made) {
        var project = request.project();
        var run = new Run(
                new RunId(ids.next()),
                project.organization(),
                project.id(),
                numbers.computeIfAbsent(project.id(), id -> new AtomicLong(table.lastNumber(id)))
                        .incrementAndGet(),
                new RunState.Accepted(),
                request.trust(),
                request.cause().fields(),
                request.parameters(),
                defaulted,
                request.environment(),
                request.source(),
                request.file(),
                definitions.keep(request.definition()),
                0,
                false,
                List.of(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                request.urgency(),
                List.of());
        join(commits.submit(List.of(new Write<>(writes.insert, new NewRun(run, request.idempotencyKey())))));
        made.accept(run);
        ledger.changed(run);
        return run.id();
    }

    @Override
    public synchronized RunId again(Run previous, Set<Integer> from, Optional<Edit> edited, Cause cause) {
        var last = table.select(
                        "project_id = ? and number = ? order by attempt_number desc limit 1",
                        previous.project().value(),
                        previous.number())
                .getFirst();
        var run = new Run(
                new RunId(ids.next()),
                previous.organization(),
                previous.project(),
                previous.number(),
                new RunState.Accepted(),
                previous.trust(),
                cause.fields(),
                previous.parameters(),
                previous.defaulted(),
                previous.environment(),
                previous.source(),
                previous.file(),
                edited.map(Edit::text).map(definitions::keep).orElse(previous.definition()),
                0,
                false,
                List.of(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.of(new RunOrigin(
                        previous.first(),
                        previous.id(),
                        last.attemptNumber() + 1,
                        from,
                        edited.map(Edit::fork),
                        edited.isPresent() || previous.edited())),
                new Urgency(Optional.empty(), previous.urgency().priority()),
                List.of());
        join(commits.submit(List.of(new Write<>(writes.insert, new NewRun(run, Optional.empty())))));
        ledger.changed(run);
        return run.id();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private record Key(ProjectId project, String text) {}
}
