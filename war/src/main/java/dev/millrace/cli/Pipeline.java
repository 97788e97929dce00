package dev.millrace.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    /** Bytes of a pipeline file; 20,000 long lines are fewer. */
    static final long LARGEST = 4L << 20;

    private static final String FILE = "Jenkinsfile";

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

    /** Fails with a message for people where it is not text, or longer than {@link #LARGEST}. */
    static String read(Path file) {
        try {
            var size = Files.size(file);
            if (size > LARGEST) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "%s has %d MiB: a pipeline file has %d MiB at most".formatted(file, size >> 20, LARGEST >> 20));
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Failure(ExitCode.REFUSED, file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "%s cannot be read: %s".formatted(file, e), e);
        }
    }
}
