package dev.millrace.controller.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded server's files: cluster, password, configuration; and how to stop whatever runs on them. */
final class PostgresCluster {
    private static final String USER = "millrace";
    private static final String DATABASE = "postgres";
    private static final Logger log = LoggerFactory.getLogger(PostgresCluster.class);

    private final Path directory;
    private final PostgresPrograms programs;
    private final Path output;

    PostgresCluster(Path directory, PostgresPrograms programs, Path output) {
        this.directory = directory;
        this.programs = programs;
        this.output = output;
    }

    /** The server's data directory. */
    Path data() {
        return directory.resolve("data");
    }

    private Path password() {
        return directory.resolve("password");
    }

    /** Makes the cluster where there is none: beside its place, then renamed. A first start that was killed leaves nothing half made. */
    void initialize() throws IOException {
        if (Files.isDirectory(data())) {
            return;
        }
        var fresh = directory.resolve("data.new");
        delete(fresh);
        Files.deleteIfExists(password());
        Files.createFile(
                password(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        Files.writeString(password(), HexFormat.of().formatHex(random) + "\n");
        // One round of SCRAM: the password is 256 random bits, stretching it would only slow down every connection.
        if (!programs.run(
                output,
                120,
                "initdb",
                "-D",
                fresh.toString(),
                "-U",
                USER,
                "--pwfile=" + password(),
                "--no-instructions",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--auth=scram-sha-256",
                "--set=scram_iterations=1",
                "--set=max_connections=40",
                "--set=shared_buffers=32MB")) {
            throw programs.failed("make its cluster", output);
        }
        Files.writeString(fresh.resolve("pg_hba.conf"), PostgresFiles.hostBasedAccess());
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes the configuration for the next start. */
    void configure(int port) throws IOException {
        Files.writeString(data().resolve("postgresql.conf"), PostgresFiles.configuration(port));
    }

    /** Connects as the owner; goes nowhere until it is redirected to where the server listens. */
    PostgresSource source() throws IOException {
        return new PostgresSource(url(0), USER, Files.readString(password()).strip());
    }

    /** Of a server that listens on a port. */
    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?sslmode=disable&gssEncMode=disable";
    }

    /** Whether the server of this process id accepts connections. */
    boolean isReady(long pid) throws IOException {
        var lines = pidFile();
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals("ready");
    }

    /**
     * A server that a killed controller left running.
     *
     * @param port that it listens at
     */
    record Orphan(ProcessHandle process, int port) {}

    /** The server that runs on this cluster, if it is ready and is just what {@link #configure} and these programs would make; else it is to be stopped. */
    Optional<Orphan> orphan() throws IOException {
        var lines = pidFile();
        if (lines.size() < 8 || !lines.get(7).strip().equals("ready")) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(lines.getFirst().strip());
            int port = Integer.parseInt(lines.get(3).strip());
            var conf = data().resolve("postgresql.conf");
            return running().stream()
                    .filter(process -> process.pid() == pid && programs.runs(process, "postgres"))
                    .findFirst()
                    .filter(_ -> configured(conf, port))
                    .map(process -> new Orphan(process, port));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean configured(Path conf, int port) {
        try {
            return Files.readString(conf).equals(PostgresFiles.configuration(port));
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops what a killed controller or a killed server left running on this cluster. For the one that holds the data directory. */
    void stopOrphan() throws IOException {
        if (pidFile().isEmpty()) {
            return;
        }
        if (!running().isEmpty()) {
            log.atWarn().addKeyValue("processes", running()).log("postgres-orphan-found");
            stop();
        }
        // A process id in there may meanwhile be that of another program; PostgreSQL would refuse to start. Nothing
        // works on the cluster: it can go.
        Files.deleteIfExists(data().resolve("postmaster.pid"));
    }

    /** Stops the server: after a checkpoint, else at once, else by force; returns when none of its processes is left. */
    void stop() throws IOException {
        var stopped = programs.run(
                        output, 25, "pg_ctl", "-D", data().toString(), "-m", "fast", "-t", "20", "-w", "stop")
                || programs.run(
                        output, 10, "pg_ctl", "-D", data().toString(), "-m", "immediate", "-t", "8", "-w", "stop");
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (var left = running(); !left.isEmpty(); left = running()) {
            if (!stopped || System.nanoTime() - deadline > 0) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Processes of a server on this cluster: they all work in its data directory. */
    private List<ProcessHandle> running() throws IOException {
        var place = data().toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process -> place.equals(workingDirectory(process)))
                .filter(process -> process.info()
                        .command()
                        .map(Path::of)
                        .map(Path::getFileName)
                        .map(Path::toString)
                        .equals(Optional.of("postgres")))
                .toList();
    }

    private static @Nullable Path workingDirectory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
        } catch (IOException e) {
            return null; // ended, or somebody else's
        }
    }

    private List<String> pidFile() throws IOException {
        try {
            return Files.readAllLines(data().resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
