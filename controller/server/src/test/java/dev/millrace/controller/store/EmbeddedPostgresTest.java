package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cluster, made once; each test starts a server on it as it was left by the one before. */
class EmbeddedPostgresTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void initialize() throws Exception {
        EmbeddedPostgres.start(directory.resolve("server"), TestServer.cache()).close();
    }

    private static EmbeddedPostgres start() throws Exception {
        return EmbeddedPostgres.start(directory.resolve("server"), TestServer.cache());
    }

    private static StoreModule open() {
        return StoreModule.create(
                new DatabaseLocation.Embedded(directory.resolve("server"), TestServer.cache()), "test");
    }

    private static String show(PostgresSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void it_is_durable_small_and_speaks_utf_8() throws Exception {
        try (var postgres = start()) {
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertEquals("on", show(postgres.source(), "show " + setting), setting);
            }
            assertEquals("32MB", show(postgres.source(), "show shared_buffers"));
            assertEquals(
                    "b C.UTF-8",
                    show(
                            postgres.source(),
                            "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'postgres'"));
            assertEquals("UTF8", show(postgres.source(), "show server_encoding"));
        }
    }

    @Test
    void nobody_gets_in_without_its_password_and_only_its_owner_reads_that() throws Exception {
        try (var postgres = start()) {
            var source = postgres.source();
            assertThrows(SQLException.class, () -> DriverManager.getConnection(source.url(), source.user(), "wrong"));
            assertTrue(show(source, "select rolpassword from pg_authid where rolname = current_user")
                    .startsWith("SCRAM-SHA-256$"));
            assertEquals("127.0.0.1", show(source, "show listen_addresses"));
            assertEquals("", show(source, "show unix_socket_directories"));
            var password = directory.resolve("server/password");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(password)));
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("server"))));
        }
    }

    @Test
    void a_clean_stop_leaves_no_process_and_no_recovery() throws Exception {
        long pid;
        try (var postgres = start()) {
            pid = postgres.pid();
        }
        assertFalse(runs(pid));
        assertFalse(Files.exists(directory.resolve("server/data/postmaster.pid")));
    }

    @Test
    void a_server_that_is_killed_is_started_again_and_loses_nothing_that_was_submitted() throws Exception {
        try (var store = open()) {
            store.groupCommit().submit(List.of(JournalRows.write(1, 1))).get(20, TimeUnit.SECONDS);
            var before = postmaster();
            ProcessHandle.of(before).orElseThrow().destroyForcibly();
            var meanwhile = store.groupCommit().submit(List.of(JournalRows.write(1, 2)));
            meanwhile.get(30, TimeUnit.SECONDS);
            Await.until("another server runs", () -> postmaster() > 0 && postmaster() != before);
            store.groupCommit().submit(List.of(JournalRows.write(1, 3))).get(30, TimeUnit.SECONDS);
            var count = store.database().read(connection -> {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery("select count(*) from journal where run_id = 1")) {
                    rows.next();
                    return rows.getLong(1);
                }
            });
            assertEquals(3, count);
        }
    }

    /** Whether a process runs; one that nobody has waited for yet does not. */
    private static boolean runs(long pid) {
        return Files.isDirectory(Path.of("/proc/" + pid + "/cwd"));
    }

    /** The process id that the server's own file names; 0 while it is being replaced. */
    private static long postmaster() throws Exception {
        try {
            var lines = Files.readAllLines(directory.resolve("server/data/postmaster.pid"));
            return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Test
    void the_server_of_a_killed_controller_goes_on_for_the_next_one() throws Exception {
        var orphan = orphan();
        try (var postgres = start()) {
            assertEquals(orphan, postgres.pid());
            assertEquals("1", show(postgres.source(), "select count(*) from apart.of_the_orphan"));
            assertEquals(
                    "1",
                    show(
                            postgres.source(),
                            "select count(*) from pg_stat_activity where backend_type = 'client backend'"),
                    "connections of the one that was killed");
        }
        assertFalse(runs(orphan));
        assertFalse(Files.exists(directory.resolve("server/data/postmaster.pid")));
    }

    @Test
    void a_server_that_was_taken_over_and_dies_is_started_again() throws Exception {
        var orphan = orphan();
        try (var postgres = start()) {
            ProcessHandle.of(orphan).orElseThrow().destroyForcibly();
            Await.until("another server runs", () -> postmaster() > 0 && postmaster() != orphan);
            Await.until("it is known", () -> postgres.pid() != orphan);
            assertEquals("1", show(postgres.source(), "select count(*) from apart.of_the_orphan"));
        }
    }

    @Test
    void a_server_that_is_configured_otherwise_is_stopped_before_the_start() throws Exception {
        var orphan = orphan();
        Files.writeString(
                directory.resolve("server/data/postgresql.conf"), "work_mem = 8MB\n", StandardOpenOption.APPEND);
        try (var postgres = start()) {
            assertNotEquals(orphan, postgres.pid());
            assertFalse(runs(orphan));
            assertEquals("1", show(postgres.source(), "select count(*) from apart.of_the_orphan"));
        }
    }

    /** The process id of a server whose controller was killed. */
    private static long orphan() throws Exception {
        var killed = Holders.start(
                Orphaned.class,
                directory.resolve("server").toString(),
                TestServer.cache().toString());
        killed.destroyForcibly().waitFor();
        var orphan = postmaster();
        assertTrue(runs(orphan), "the server outlives its controller");
        return orphan;
    }

    /** A controller that writes a row and waits for its end. */
    static final class Orphaned {
        private Orphaned() {}

        public static void main(String[] arguments) throws Exception {
            var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), Path.of(arguments[1]));
            try (var connection = postgres.source().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("drop schema if exists apart cascade");
                statement.execute("create schema apart");
                statement.execute("create table apart.of_the_orphan as select 1");
            }
            Holders.ready();
        }
    }

    @Test
    void a_process_id_that_belongs_to_another_program_by_now_does_not_stop_the_start() throws Exception {
        Files.writeString(
                directory.resolve("server/data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory.resolve("server/data")
                        + "\n0\n5432\n\n127.0.0.1\n0 0\nready\n");
        try (var postgres = start()) {
            assertNotEquals(ProcessHandle.current().pid(), postgres.pid());
        }
    }

    @Test
    @Tag("deep") // unpacks 60 MiB twice
    void programs_are_unpacked_whole_or_not_at_all_also_by_two_at_once() throws Exception {
        var cache = directory.resolve("cache");
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(2)) {
            var one = threads.submit(() -> PostgresBinaries.in(cache).program("postgres"));
            var two = threads.submit(() -> PostgresBinaries.in(cache).program("postgres"));
            assertEquals(one.get(), two.get());
            assertTrue(Files.isExecutable(Path.of(one.get())));
        }
        try (var left = Files.list(cache)) {
            assertEquals(1, left.collect(Collectors.toList()).size());
        }
    }
}
