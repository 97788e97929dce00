package dev.millrace.controller.run;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.definition.Definitions;
import dev.millrace.controller.run.RunWrites.NewRun;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.Write;
import dev.millrace.controller.trigger.Cause;
import dev.millrace.controller.trigger.TriggerRequest;
import dev.millrace.controller.trigger.Triggers.Acceptor;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Makes runs of triggers. This controller alone owns the database, so numbers and keys that are under way are decided in memory. */
final class RunAcceptor implements Acceptor, Attempts {
    private final RunTable table;
    private final RunWrites writes;
    private final RunLedger ledger;
    private final Definitions definitions;
    private final GroupCommit commits;
    private final Ids ids;
    private final InstantSource clock;
    private final Map<ProjectId, AtomicLong> numbers = new ConcurrentHashMap<>();
    private final Map<Key, CompletableFuture<RunId>> underWay = new ConcurrentHashMap<>();

    RunAcceptor(
            RunTable table,
            RunWrites writes,
            RunLedger ledger,
            Definitions definitions,
            GroupCommit commits,
            Ids ids,
            InstantSource clock) {
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
            var earlier = table.select(
                    "project_id = ? and idempotency_key = ?", key.project().value(), key.text());
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

    private RunId insert(TriggerRequest request, Set<String> defaulted) {
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
                Optional.empty());
        join(commits.submit(List.of(new Write<>(writes.insert, new NewRun(run, request.idempotencyKey())))));
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
                        edited.isPresent() || previous.edited())));
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
