package dev.millrace.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Which files of a directory belong to its working tree. */
final class Collecting {
    private Collecting() {}

    /** Relative paths. In a git repository those that git would care about, else all; never what is in {@code .git}. */
    static List<String> files(Path directory) throws IOException, InterruptedException {
        var listed = new Git(directory).files().orElse(List.of());
        // a directory that the repository around it ignores is a tree of its own
        if (listed.isEmpty()) {
            return all(directory);
        }
        var files = new ArrayList<String>();
        for (var path : listed) {
            var file = directory.resolve(path);
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
                continue;
            }
            // a submodule, or a repository inside this one
            var prefix = path.endsWith("/") ? path : path + "/";
            files(file).forEach(inner -> files.add(prefix + inner));
        }
        return files;
    }

    private static List<String> all(Path directory) throws IOException {
        var files = new ArrayList<String>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                return entered.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.endsWith(".git")) {
                    files.add(directory.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, @org.jspecify.annotations.Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                try (var inside = Files.list(left)) {
                    if (!left.equals(directory) && inside.findAny().isEmpty()) {
                        files.add(directory.relativize(left).toString());
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
