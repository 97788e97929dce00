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

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Failure(ExitCode.USAGE, file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "%s cannot be read: %s".formatted(file, e), e);
        }
    }
}
