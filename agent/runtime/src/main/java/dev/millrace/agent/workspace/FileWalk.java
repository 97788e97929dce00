package dev.millrace.agent.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists what is below a directory, sorted by path. Links are named, not followed. */
final class FileWalk {
    private FileWalk() {}

    /**
     * All that the selection takes.
     *
     * @param directories true to list directories too
     * @throws FileFault "too-many" over the limit
     */
    static List<FoundFile> list(Path directory, FileFilter selection, boolean directories, int limit)
            throws IOException, FileFault {
        var found = new ArrayList<FoundFile>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                if (path.equals(directory)) {
                    return FileVisitResult.CONTINUE;
                }
                var names = names(directory, path);
                if (directories && selection.takes(names)) {
                    try (var entries = Files.list(path)) {
                        return add(path, names, attributes, entries.findAny().isEmpty(), selection);
                    }
                }
                return selection.entersDirectory(names) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            private FileVisitResult add(
                    Path path, List<String> names, BasicFileAttributes attributes, boolean empty, FileFilter selected) {
                found.add(new FoundFile(String.join("/", names), path, attributes, empty));
                return found.size() > limit
                        ? FileVisitResult.TERMINATE
                        : selected.entersDirectory(names) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var names = names(directory, file);
                if (selection.takes(names)) {
                    found.add(new FoundFile(String.join("/", names), file, attributes, false));
                }
                return found.size() > limit ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        if (found.size() > limit) {
            throw new FileFault("too-many", "More than %d files match".formatted(limit), "");
        }
        found.sort(Comparator.comparing(FoundFile::path));
        return found;
    }

    private static List<String> names(Path top, Path path) {
        var names = new ArrayList<String>();
        top.relativize(path).forEach(name -> names.add(name.toString()));
        return names;
    }
}
