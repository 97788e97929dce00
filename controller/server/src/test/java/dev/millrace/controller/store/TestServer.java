package dev.millrace.controller.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL for all tests of this JVM, with a migrated template. Its cluster stays in the build directory, so that the next JVM starts it
 * warm; what a killed JVM left running is stopped by then.
 */
final class TestServer {
    private static final String TEMPLATE = "template_migrated";

    private final EmbeddedPostgres postgres;
    private final FileChannel lock;
    private final AtomicInteger databases = new AtomicInteger();

    private TestServer(EmbeddedPostgres postgres, FileChannel lock) {
        this.postgres = postgres;
        this.lock = lock;
    }

    /** The one of this JVM; started at its first use, stopped at the JVM's end. */
    static TestServer shared() {
        return Holder.SERVER;
    }

    /** An empty copy of the template. */
    PostgresSource fresh() throws SQLException {
        var name = "test_" + databases.incrementAndGet();
        execute("create database " + name + " template " + TEMPLATE);
        return postgres.source().database(name);
    }

    void drop(PostgresSource database) throws SQLException {
        drop(name(database));
    }

    private void drop(String name) throws SQLException {
        execute("drop database if exists " + name + " with (force)");
    }

    void cut(PostgresSource database) throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                .formatted(name(database)));
    }

    void refuse(PostgresSource database, boolean refuse) throws SQLException {
        execute("alter database %s allow_connections %s".formatted(name(database), !refuse));
        cut(database);
    }

    long connections(PostgresSource database) throws SQLException {
        try (var connection = postgres.source().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = '%s'".formatted(name(database)))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String name(PostgresSource database) {
        var url = database.url();
        return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = postgres.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Where the server's programs are unpacked, for tests that start servers of their own. */
    static Path cache() {
        return root().resolve("cache");
    }

    private static Path root() {
        return Path.of(System.getProperty("java.io.tmpdir", "target/tmp")).toAbsolutePath();
    }

    private static TestServer start() {
        try {
            var root =
                    Path.of(System.getProperty("java.io.tmpdir", "target/tmp")).toAbsolutePath();
            Files.createDirectories(root);
            for (var slot = 0; ; slot++) {
                var directory = root.resolve("postgres-" + slot);
                Files.createDirectories(directory);
                var lock = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (isMine(lock)) {
                    return prepare(EmbeddedPostgres.start(directory.resolve("server"), cache()), lock);
                }
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isMine(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static TestServer prepare(EmbeddedPostgres postgres, FileChannel lock) throws SQLException, IOException {
        var server = new TestServer(postgres, lock);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        try (var connection = postgres.source().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select datname from pg_database where datname like 'test\\_%' or datname = '" + TEMPLATE
                                + "'")) {
            while (rows.next()) {
                server.drop(rows.getString(1));
            }
        }
        server.execute("create database " + TEMPLATE);
        Migrations.apply(postgres.source().database(TEMPLATE));
        return server;
    }

    private void stop() {
        try {
            postgres.close();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final TestServer SERVER = start();
    }
}
