package dev.millrace.controller.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread behind {@link GroupCommit}: takes what waits, writes it, and keeps it while the database is away. */
final class GroupWriter implements GroupCommit, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);
    private static final WaitingUnits.Limit ALL = new WaitingUnits.Limit(50_000, 48 << 20);
    private static final WaitingUnits.Limit GROUP = new WaitingUnits.Limit(4_000, 8 << 20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(10);

    private final DataSource source;
    private final Ownership ownership;
    private final WaitingUnits waiting = new WaitingUnits(ALL, GROUP);
    private final CompletableFuture<OwnershipLost> lost = new CompletableFuture<>();
    private final CountDownLatch hurry = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable GroupTransaction transaction;

    GroupWriter(DataSource source, Ownership ownership) {
        this.source = source;
        this.ownership = ownership;
        this.thread = Thread.ofPlatform().name("group-commit").daemon().start(this::run);
    }

    @Override
    public CompletableFuture<Void> submit(List<Write<?>> unit) {
        var submitted = Unit.of(unit);
        waiting.add(submitted, Thread.currentThread() == thread);
        return submitted.done();
    }

    /** Completes when another controller has taken over. */
    CompletableFuture<OwnershipLost> lost() {
        return lost;
    }

    private void run() {
        try {
            for (var group = waiting.take(); !group.isEmpty(); group = waiting.take()) {
                settle(group);
                waiting.settled(group);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.end(new DatabaseUnavailable("The writer has ended", null));
            disconnect();
        }
    }

    /**
     * Writes a group. After a failure the next try takes half as many units, so that a server that comes and goes, or that is too slow for all of them,
     * still gets on.
     */
    private void settle(List<Unit> group) throws InterruptedException {
        var open = group;
        var size = group.size();
        var pause = FIRST_PAUSE;
        while (!open.isEmpty()) {
            var next = open.subList(0, Math.min(size, open.size()));
            try {
                write(next);
                open = open.subList(next.size(), open.size());
                size = 2 * next.size();
                pause = FIRST_PAUSE;
            } catch (OwnershipLost e) {
                giveUp(open, e);
                return;
            } catch (SQLException e) {
                disconnect();
                if (hurry.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    fail(open, new DatabaseUnavailable("The database was away when the controller stopped", e));
                    return;
                }
                log.atWarn()
                        .addKeyValue("units", open.size())
                        .addKeyValue("error", e.getMessage())
                        .log("group-commit-tries-again");
                size = Math.max(1, next.size() / 2);
                pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void write(List<Unit> units) throws SQLException {
        if (lost.isDone()) {
            throw lost.resultNow();
        }
        try {
            complete(units, connected().commit(units));
        } catch (OwnershipLost e) {
            throw e;
        } catch (RuntimeException e) { // a fault of this program or of the driver; others must not suffer for ever
            log.atError().setCause(e).log("group-commit-failed");
            disconnect();
            fail(units, e);
        }
    }

    private void giveUp(List<Unit> units, OwnershipLost because) {
        if (lost.complete(because)) {
            log.atError().setCause(because).log("ownership-lost");
        }
        disconnect();
        waiting.end(because);
        fail(units, because);
    }

    private static void complete(List<Unit> group, IdentityHashMap<Unit, WriteRefused> refused) {
        for (var unit : group) {
            var refusal = refused.get(unit);
            if (refusal == null) {
                unit.done().complete(null);
            } else {
                unit.done().completeExceptionally(refusal);
            }
        }
    }

    private static void fail(List<Unit> group, RuntimeException because) {
        group.forEach(unit -> unit.done().completeExceptionally(because));
    }

    private GroupTransaction connected() throws SQLException {
        var current = transaction;
        if (current == null) {
            current = new GroupTransaction(source.getConnection(), ownership);
            transaction = current;
        }
        return current;
    }

    private void disconnect() {
        var current = transaction;
        transaction = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                log.atDebug().setCause(e).log("group-commit-disconnect");
            }
        }
    }

    /** Writes what was accepted, then ends; gives up what is left after 10 s. */
    @Override
    public void close() {
        waiting.end(new DatabaseUnavailable("The controller is stopping", null));
        try {
            if (!thread.join(PATIENCE_AT_CLOSE)) {
                hurry.countDown();
                thread.join();
            }
        } catch (InterruptedException e) {
            hurry.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
