package dev.millrace.controller.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database answers. At most one check is under way, however many ask; its answer is good for a second. Safe for use by many threads.
 */
public final class DatabaseHealth {
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Database database;
    private final LongSupplier nanos;
    private @Nullable Check last;

    DatabaseHealth(Database database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    /** A check, and when it was begun. */
    private record Check(long begun, CompletableFuture<Optional<String>> answer) {}

    /** Why the database cannot be used; empty: it can. Takes a second at most. */
    public Optional<String> unready() {
        try {
            return current().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of("The database does not answer");
        } catch (ExecutionException e) {
            return Optional.of("The database cannot be checked: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The controller stops");
        }
    }

    private synchronized CompletableFuture<Optional<String>> current() {
        var known = last;
        if (known != null && (!known.answer.isDone() || nanos.getAsLong() - known.begun < GOOD_FOR.toNanos())) {
            return known.answer;
        }
        var next = new Check(nanos.getAsLong(), CompletableFuture.supplyAsync(this::check, DatabaseHealth::start));
        last = next;
        return next.answer;
    }

    private static void start(Runnable check) {
        Thread.ofVirtual().name("database-health").start(check);
    }

    private Optional<String> check() {
        try (var connection = database.dataSource().getConnection()) {
            return connection.isValid((int) PATIENCE.toSeconds())
                    ? Optional.empty()
                    : Optional.of("The database does not answer");
        } catch (SQLException e) {
            return Optional.of("The database cannot be reached: " + e.getMessage());
        }
    }
}
