package dev.millrace.testkit;

import dev.millrace.api.workspace.FileSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that links lead to, under the links' paths; what is no regular file of the workspace is left out. */
final class LinkedFiles {
    private LinkedFiles() {}

    static SortedMap<String, TreeStore.Entry> of(Path root, Path top, FileSet files) throws IOException {
        var patterns = new AntPatterns(files);
        var content = new TreeMap<String, TreeStore.Entry>();
        try (var walk = Files.walk(top)) {
            for (var link : walk.filter(Files::isSymbolicLink).toList()) {
                var path = top.relativize(link).toString().replace('\\', '/');
                if (patterns.takes(path)) {
                    take(root, link, path, content);
                }
            }
        }
        return content;
    }

    private static void take(Path root, Path link, String path, SortedMap<String, TreeStore.Entry> content)
            throws IOException {
        try {
            var target = link.toRealPath();
            if (target.startsWith(root.toRealPath()) && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
                content.put(path, new TreeStore.Entry(Files.readAllBytes(target), Files.isExecutable(target)));
            }
        } catch (NoSuchFileException e) {
            // it leads nowhere
        }
    }
}
