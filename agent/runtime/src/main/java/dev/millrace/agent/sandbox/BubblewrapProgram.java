package dev.millrace.agent.sandbox;

import dev.millrace.agent.supervisor.Birth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Bubblewrap as this machine has it. An agent that is root starts it as the job's user: bubblewrap itself would keep root's rights to files.
 *
 * @param bwrap its program
 * @param setpriv with which root becomes another user to try it; empty: the agent is not root
 * @param filter of system calls
 */
record BubblewrapProgram(Path bwrap, Optional<Path> setpriv, byte[] filter) {
    private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/local/bin");
    private static final int NOBODY = 65534;
    private static final int ARGUMENTS = 3;
    private static final int FILTER = 4;
    private static final int GATE = 5;
    private static final int TOLD = 6;
    private static final long PATIENCE_SECONDS = 10;

    /** What of it is missing here, and what to do. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1;
        private final String remedy;

        Missing(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }

    /** Finds it, and proves it by starting it. */
    static BubblewrapProgram find() throws Missing, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new Missing("only Linux has namespaces", "Use an agent on Linux");
        }
        var bwrap = program("bwrap").orElseThrow(() -> new Missing("no bwrap program", "apt-get install bubblewrap"));
        if (!Birth.possible()) {
            throw new Missing("the agent cannot start it without glibc 2.34 or newer", "Use a system with glibc");
        }
        Optional<Path> setpriv = program("setpriv");
        boolean root = System.getProperty("user.name").equals("root");
        if (root && setpriv.isEmpty()) {
            throw new Missing("no setpriv program", "apt-get install util-linux");
        }
        var filter = SystemCallFilter.forProcessor(System.getProperty("os.arch"))
                .orElseThrow(() -> new Missing(
                        "the system calls of %s are not known".formatted(System.getProperty("os.arch")),
                        "Use an agent on amd64 or aarch64"));
        var found = new BubblewrapProgram(bwrap, root ? setpriv : Optional.empty(), filter);
        found.prove();
        return found;
    }

    private static Optional<Path> program(String name) {
        return PLACES.stream()
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    boolean root() {
        return setpriv.isPresent();
    }

    /** The command that reads its walls from descriptor 3 and its filter from 4; gated, it waits at 5 and tells its child at 6. */
    List<String> around(boolean gated, List<String> command) {
        var words = new ArrayList<>(List.of(bwrap.toString(), "--args", text(ARGUMENTS), "--seccomp", text(FILTER)));
        if (gated) {
            words.addAll(List.of("--block-fd", text(GATE), "--info-fd", text(TOLD)));
        }
        words.add("--");
        words.addAll(command);
        return words;
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    private List<String> as(int user) {
        return setpriv.map(path -> List.of(
                        path.toString(),
                        "--reuid",
                        text(user),
                        "--regid",
                        text(user),
                        "--clear-groups",
                        "--no-new-privs",
                        "--"))
                .orElse(List.of());
    }

    private void prove() throws Missing, InterruptedException {
        int user = root() ? NOBODY : self();
        var walls = new BubblewrapWalls(user).environment(Map.of("PATH", "/usr/bin:/bin"));
        var script = "exec \"$@\" 3<\"$0/walls\" 4<\"$0/filter\"";
        Path directory = null;
        try {
            directory = Files.createTempDirectory("millrace-proof");
            Files.write(directory.resolve("walls"), walls.in("/"));
            Files.write(directory.resolve("filter"), filter);
            var words = new ArrayList<>(List.of("/bin/sh", "-c", script, directory.toString()));
            words.addAll(as(user));
            words.addAll(around(false, List.of("/bin/sh", "-c", "test ! -e /root && test ! -e /home")));
            var said = run(words);
            if (!said.isEmpty()) {
                throw new Missing(
                        said,
                        "Allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0; in a container, allow unshare and mount");
            }
        } catch (IOException e) {
            throw new Missing("it cannot be tried: " + e, "Make the temporary directory writable");
        } finally {
            if (directory != null) {
                remove(directory);
            }
        }
    }

    private static int self() throws Missing {
        try {
            return Users.owner(Path.of("/proc/self"));
        } catch (IOException e) {
            throw new Missing("/proc is not there", "Mount it");
        }
    }

    /** What went wrong; empty: nothing did. */
    private static String run(List<String> words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().clear();
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "it did not start in %d s".formatted(PATIENCE_SECONDS);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.exitValue() == 0
                ? ""
                : said.lines().findFirst().orElse("it ended with code " + process.exitValue());
    }

    private static void remove(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve("walls"));
            Files.deleteIfExists(directory.resolve("filter"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The trial of bubblewrap stays in " + directory, e);
        }
    }
}
