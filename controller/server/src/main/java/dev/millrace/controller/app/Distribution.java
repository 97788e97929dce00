package dev.millrace.controller.app;

import dev.millrace.controller.base.StartRefused;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The files that a release consists of. */
record Distribution(Path home) {
    Distribution {
        if (!Files.isDirectory(home.resolve("lib"))) {
            throw new StartRefused(
                    "%s is not a Millrace distribution: it has no lib".formatted(home),
                    "Start Millrace with its launcher");
        }
    }

    /** Bundled plugin archives. */
    Path plugins() {
        return home.resolve("plugins");
    }

    /** The Java program that runs this controller, for its other processes. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The class path of one of the other processes, {@code evaluator} or {@code agent}, as {@code java -cp} takes it. */
    String classPath(String process) {
        var list = home.resolve("lib").resolve(process + ".classpath");
        try (var names = Files.lines(list)) {
            return names.filter(name -> !name.isBlank())
                    .map(name -> home.resolve("lib").resolve(name).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new StartRefused(
                    "%s cannot be read: %s".formatted(list, e), "Unpack or build the distribution again", e);
        }
    }

    /** While the distribution is put together its processes leave their ahead-of-time caches in it, as they end. */
    static boolean training() {
        return Boolean.getBoolean("millrace.train");
    }

    /** What makes a process of this name start in half the time, where it was trained; one of another Java or place is passed over. */
    List<String> cache(String process) {
        var file = home.resolve("aot").resolve(process + ".aot");
        if (training()) {
            return List.of("-XX:AOTCacheOutput=" + file);
        }
        return Files.exists(file)
                ? List.of(
                        "-XX:AOTCache=" + file,
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-Xlog:aot*=off:stderr",
                        "-Xlog:cds*=off:stderr")
                : List.of();
    }
}
