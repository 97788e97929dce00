package dev.millrace.controller.store;

import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the controller's own: its cluster is made at first start, one that a killed controller left is taken over or, where it is not
 * just what would be started, stopped; and a server that dies is started again. Listens on loopback only, for a password that only this directory holds.
 */
final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration READY = Duration.ofSeconds(60);
    /** How long a server that runs already may take to answer and to end the connections of whoever had it. */
    private static final Duration ANSWERS = Duration.ofSeconds(3);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(5);
    private static final long LOG_LIMIT = 8 << 20;

    private final PostgresPrograms programs;
    private final PostgresCluster cluster;
    private final Path output;
    private final PostgresSource source;
    private final Object lock = new Object();
    private boolean closing;
    private @Nullable ProcessHandle server;
    private int port;

    private EmbeddedPostgres(PostgresPrograms programs, PostgresCluster cluster, Path output) throws IOException {
        this.programs = programs;
        this.cluster = cluster;
        this.output = output;
        this.source = cluster.source();
    }

    /**
     * Starts the server.
     *
     * @param directory its own: cluster, password, log
     * @param cache where its programs are unpacked; may be shared
     * @throws StartRefused with the last lines of its log
     */
    static EmbeddedPostgres start(Path directory, Path cache) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var output = directory.resolve("postgres.log");
        var programs = new PostgresPrograms(PostgresBinaries.in(cache));
        var cluster = new PostgresCluster(directory, programs, output);
        cluster.initialize();
        var postgres = new EmbeddedPostgres(programs, cluster, output);
        synchronized (postgres.lock) {
            if (!postgres.takeOver()) {
                cluster.stopOrphan();
                if (Files.exists(output) && Files.size(output) > LOG_LIMIT) {
                    Files.move(output, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
                }
                postgres.launch();
            }
        }
        return postgres;
    }

    /** Connects to it as its owner; follows the server when a restart moves it to another port. */
    PostgresSource source() {
        return source;
    }

    /** The process id of the server that runs now. */
    long pid() {
        synchronized (lock) {
            return server == null ? -1 : server.pid();
        }
    }

    /** Goes on with the server that runs already: stopping it would write all that it has in memory, and starting it read that again. */
    private boolean takeOver() throws IOException {
        var found = cluster.orphan();
        if (found.isEmpty()) {
            return false;
        }
        var orphan = found.get();
        source.redirect(PostgresCluster.url(orphan.port()));
        if (!source.clear(ANSWERS)) {
            return false;
        }
        port = orphan.port();
        attend(orphan.process(), orphan.process().onExit().thenApply(_ -> "not known"));
        log.atInfo()
                .addKeyValue("pid", orphan.process().pid())
                .addKeyValue("port", port)
                .log("postgres-taken-over");
        return true;
    }

    private void attend(ProcessHandle running, CompletableFuture<String> exit) {
        server = running;
        Thread.ofVirtual().name("postgres-supervisor").start(() -> supervise(running.pid(), exit.join()));
    }

    private void launch() throws IOException {
        port = freePort();
        cluster.configure(port);
        var started = programs.command(output, "postgres", "-D", cluster.data().toString())
                .start();
        awaitReady(started);
        source.redirect(PostgresCluster.url(port));
        attend(started.toHandle(), started.onExit().thenApply(ended -> Integer.toString(ended.exitValue())));
        log.atInfo().addKeyValue("pid", started.pid()).addKeyValue("port", port).log("postgres-started");
    }

    private void awaitReady(Process started) throws IOException {
        var deadline = System.nanoTime() + READY.toNanos();
        while (!cluster.isReady(started.pid())) {
            if (!started.isAlive()) {
                throw programs.failed("start", output);
            }
            if (System.nanoTime() - deadline > 0) {
                started.destroyForcibly();
                throw programs.failed("get ready in " + READY.toSeconds() + " s", output);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void supervise(long pid, String exit) {
        synchronized (lock) {
            if (closing) {
                return;
            }
        }
        log.atError()
                .addKeyValue("pid", pid)
                .addKeyValue("exit", exit)
                .addKeyValue("log", output)
                .log("postgres-died");
        for (var pause = FIRST_PAUSE; !restarted(); pause = pause.multipliedBy(2)) {
            LockSupport.parkNanos(Math.min(pause.toNanos(), LAST_PAUSE.toNanos()));
        }
    }

    /** Whether there is nothing more to do: the server runs again, or is not wanted any more. */
    private boolean restarted() {
        synchronized (lock) {
            if (closing) {
                return true;
            }
            try {
                cluster.stopOrphan();
                launch();
                return true;
            } catch (IOException | StartRefused e) {
                log.atError().setCause(e).log("postgres-restart-failed");
                return false;
            }
        }
    }

    /** A port that was free a moment ago; the one used before where it still is. */
    private int freePort() throws IOException {
        if (port > 0) {
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                log.atDebug().addKeyValue("port", port).log("postgres-port-taken");
            }
        }
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Stops it with a checkpoint, so that the next start needs no recovery; in a hurry where that takes longer than 20 s. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closing = true;
            if (server != null && server.isAlive()) {
                cluster.stop();
            }
        }
        log.atInfo().log("postgres-stopped");
    }
}
