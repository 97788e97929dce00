package dev.millrace.controller.store;

import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the server's programs with an environment built from nothing. PostgreSQL refuses to run as root: root runs it in a user namespace of its
 * own, where it is nobody, and its files stay root's. The server gets a session of its own, so that a Ctrl-C at the terminal reaches the controller first.
 */
final class PostgresPrograms {
    private final PostgresBinaries binaries;
    private final boolean root;

    PostgresPrograms(PostgresBinaries binaries) throws IOException {
        this.binaries = binaries;
        this.root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** A process that is ready to start; its output goes to the end of a file. */
    ProcessBuilder command(Path output, String program, String... arguments) {
        var command = new ArrayList<String>(List.of("setsid"));
        if (root) {
            command.addAll(List.of("unshare", "--user", "--"));
        }
        command.add(binaries.program(program));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment().putAll(java.util.Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C", "TZ", "UTC"));
        return builder;
    }

    /** Whether a process runs this program, from these files. */
    boolean runs(ProcessHandle process, String program) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "exe")
                    .toRealPath()
                    .equals(Path.of(binaries.program(program)).toRealPath());
        } catch (IOException e) {
            return false; // it has ended, or is somebody else's
        }
    }

    /** Runs one to its end; false where it failed. */
    boolean run(Path output, long seconds, String program, String... arguments) throws IOException {
        try {
            var process = command(output, program, arguments).start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + program, e);
        }
    }

    /** What to say where the server could not be started. */
    StartRefused failed(String what, Path output) throws IOException {
        var lines = Files.exists(output) ? Files.readAllLines(output) : List.<String>of();
        var last = String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        var hint = root && last.contains("unshare")
                ? "Root needs user namespaces for it: allow them, run as another user, or give a PostgreSQL with --database-url"
                : "See " + output + "; check free space and memory";
        return new StartRefused("The embedded PostgreSQL could not %s: %s".formatted(what, last), hint);
    }
}
