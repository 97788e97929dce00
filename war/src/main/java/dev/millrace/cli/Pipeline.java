package dev.millrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code millrace run} was given.
 *
 * @param project name of the directory
 * @param file name of the pipeline file
 * @param definition its text
 * @param tree directory that is the run's scm; empty: it has none
 */
record Pipeline(String project, String file, String definition, Optional<Path> tree) {
    /** What to do about a file that is too long. */
    static final String TOO_LONG_HINT = "Move data into files of the workspace, and code into a shared library";

    private static final String FILE = "Jenkinsfile";
    /** As many as the evaluator takes characters: such a file is not even sent. */
    private static final long LARGEST_BYTES = 4L << 20;

    static Pipeline of(Path given) {
        var path = given.toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            var file = path.resolve(FILE);
            if (!Files.isRegularFile(file)) {
                throw new Failure(
                        ExitCode.USAGE,
                        "%s has no %s: write one there, or name a pipeline file".formatted(given, FILE));
            }
            return new Pipeline(name(path), FILE, read(file), Optional.of(path));
        }
        if (!Files.exists(path)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "There is no %s: name a directory with a %s, or a pipeline file".formatted(given, FILE));
        }
        var directory = path.getParent();
        return new Pipeline(
                directory == null ? "root" : name(directory),
                path.getFileName().toString(),
                read(path),
                Optional.empty());
    }

    private static String name(Path directory) {
        var name = directory.getFileName();
        return name == null ? "root" : name.toString();
    }

    /** The text; what is not UTF-8 in it is refused, with its place, where the pipeline is checked. */
    static String read(Path file) {
        try {
            var tooLong = tooLong(file);
            if (tooLong.isPresent()) {
                throw new Failure(
                        ExitCode.REFUSED, "%s:1:1: error: %s (%s)".formatted(file, tooLong.get(), TOO_LONG_HINT));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "%s cannot be read: %s".formatted(file, e), e);
        }
    }

    /** What is wrong with a file that is not even sent; empty: its length is fine. */
    static Optional<String> tooLong(Path file) throws IOException {
        var size = Files.size(file);
        return size > LARGEST_BYTES
                ? Optional.of(String.format(
                        Locale.ROOT, "This file has %,d bytes; a pipeline has at most %,d", size, LARGEST_BYTES))
                : Optional.empty();
    }
}
