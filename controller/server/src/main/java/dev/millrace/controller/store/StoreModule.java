package dev.millrace.controller.store;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The database, open and owned by this controller, and what writes to it. */
public final class StoreModule implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final @Nullable EmbeddedPostgres postgres;
    private final PooledDatabase database;
    private final GroupWriter writer;
    private final Ids ids;
    private final DatabaseHealth health;

    private StoreModule(@Nullable EmbeddedPostgres postgres, PostgresSource source, String release)
            throws SQLException {
        this.postgres = postgres;
        Migrations.apply(source);
        Ownership ownership;
        try (var connection = source.getConnection()) {
            ownership = Ownership.take(connection, host(), release);
        }
        this.database = PooledDatabase.over(source, ownership, PATIENCE);
        this.writer = new GroupWriter(source, ownership);
        this.ids = new SequenceIds(database);
        this.health = new DatabaseHealth(database, System::nanoTime);
    }

    /**
     * Starts or reaches the database, brings its schema up to date and takes it over.
     *
     * @param location where it is
     * @param release of this controller, for the record
     * @throws StartRefused where that fails
     */
    public static StoreModule create(DatabaseLocation location, String release) {
        try {
            return switch (location) {
                case DatabaseLocation.Embedded embedded -> embedded(embedded, release);
                case DatabaseLocation.Given given -> given(given, release);
            };
        } catch (SQLException e) {
            throw new StartRefused(
                    "The database cannot be used: " + e.getMessage(),
                    "Check that it runs, its address and password",
                    e);
        } catch (IOException e) {
            throw new StartRefused(
                    "The embedded PostgreSQL cannot start: " + e, "Check the disk, its permissions and free space", e);
        }
    }

    private static StoreModule embedded(DatabaseLocation.Embedded location, String release)
            throws IOException, SQLException {
        var postgres = EmbeddedPostgres.start(location.directory(), location.cache());
        try {
            return new StoreModule(postgres, postgres.source(), release);
        } catch (SQLException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static StoreModule given(DatabaseLocation.Given location, String release) throws SQLException {
        return new StoreModule(null, new GivenDatabase(location).open(), release);
    }

    /** The machine's name, without asking the network. */
    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Short transactions. */
    public Database database() {
        return database;
    }

    /** The writer of everything hot. */
    public GroupCommit groupCommit() {
        return writer;
    }

    /** Ids. */
    public Ids ids() {
        return ids;
    }

    /** Whether the database can be reached. */
    public DatabaseHealth health() {
        return health;
    }

    /** Sessions for mapped classes. */
    public Sessions sessions(Entities entities) {
        return new EntitySessions(database, entities);
    }

    /** Completes when another controller has taken over the database: this one must stop. */
    public CompletableFuture<OwnershipLost> ownershipLost() {
        return writer.lost();
    }

    /** Writes what was accepted, then lets go of the database; stops the server where it is this controller's. */
    @Override
    public void close() throws IOException {
        writer.close();
        database.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}
