package dev.millrace.controller.evaluator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The strongest walls that really hold a program of this machine, found by trying: behind them, the system's loader has to find all that Java needs.
 *
 * @param walls none where none hold
 * @param refused why those that are stronger were passed over, one line each
 */
record WallChoice(Walls walls, List<String> refused) {
    private static final long PATIENCE_SECONDS = 10;
    private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/local/bin");

    /** @param root an empty directory for walls that need one to mount on */
    static WallChoice strongest(EvaluatorSettings settings, Path root) throws IOException, InterruptedException {
        if (settings.isolation() == Isolation.OFF) {
            return new WallChoice(Walls.NONE, List.of("it is switched off"));
        }
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return new WallChoice(Walls.NONE, List.of("only Linux has namespaces"));
        }
        var refused = new ArrayList<String>();
        var files = VisibleFiles.of(settings);
        var candidates = candidates(root);
        for (var candidate : candidates) {
            var why = fault(candidate, files);
            if (why.isEmpty()) {
                return new WallChoice(candidate, refused);
            }
            refused.add(candidate.name() + ": " + why.get());
        }
        if (candidates.isEmpty()) {
            refused.add("there is neither bwrap nor unshare");
        }
        return new WallChoice(Walls.NONE, refused);
    }

    /** Those that this machine has programs for, strongest first. */
    static List<Walls> candidates(Path root) {
        var candidates = new ArrayList<Walls>();
        program("bwrap").ifPresent(bwrap -> {
            if (System.getProperty("user.name").equals("root")
                    && program("setpriv").isPresent()) {
                candidates.add(new Bubblewrap(bwrap, program("setpriv")));
            }
            candidates.add(new Bubblewrap(bwrap, Optional.empty()));
        });
        if (program("unshare").isPresent() && program("setpriv").isPresent()) {
            candidates.add(new Unshared(root));
        }
        return candidates;
    }

    private static Optional<Path> program(String name) {
        return PLACES.stream()
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What is wrong with walls; empty: they hold. */
    static Optional<String> fault(Walls walls, VisibleFiles files) throws IOException, InterruptedException {
        var trial = walls.around(
                List.of(files.loader().toString(), "--list", files.machine().toString()), files);
        var builder = new ProcessBuilder(trial).redirectErrorStream(true);
        builder.environment().clear();
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.of("it did not start in %d s".formatted(PATIENCE_SECONDS));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            return Optional.of(said.lines().findFirst().orElse("it ended with code " + process.exitValue()));
        }
        return said.lines()
                .filter(line -> line.contains("not found"))
                .findFirst()
                .map(String::strip);
    }
}
