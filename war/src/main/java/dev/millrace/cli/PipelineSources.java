package dev.millrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what Jenkins would run in a repository: pipelines by their name or by how they begin, and shared libraries by their layout. */
final class PipelineSources {
    private static final Set<String> SKIPPED =
            Set.of(".git", ".gradle", ".hg", ".svn", "build", "node_modules", "target", "vendor");
    private static final Pattern NAME = Pattern.compile("(?i)(.*[._-])?jenkinsfile([._-].*)?");
    private static final Pattern BEGINS = Pattern.compile("(?m)^\\s*(pipeline\\s*\\{|node\\s*[({'\"])");

    private PipelineSources() {}

    /** What a file is. */
    enum Kind {
        PIPELINE,
        /** A function of a shared library, in its {@code vars}. */
        FUNCTION,
        /** A class of a shared library, in its {@code src}. */
        CLASS
    }

    /**
     * A file.
     *
     * @param path where it is
     * @param shown as people see it: from where the search began
     * @param kind what it is
     */
    record Source(Path path, String shown, Kind kind) {
        /** Of a function: by what name it is called. */
        String function() {
            return path.getFileName().toString().replaceFirst("\\.groovy$", "");
        }
    }

    static List<Source> in(Path given) throws IOException {
        var root = given.toAbsolutePath().normalize();
        if (Files.isRegularFile(root)) {
            return List.of(new Source(root, given.toString(), Kind.PIPELINE));
        }
        var found = new ArrayList<Source>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes facts) {
                var skipped = !directory.equals(root)
                        && SKIPPED.contains(directory.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                if (facts.isRegularFile()) {
                    kind(root, file)
                            .map(kind -> new Source(file, root.relativize(file).toString(), kind))
                            .ifPresent(found::add);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.comparing(Source::kind).thenComparing(Source::shown));
        return found;
    }

    /** Names by which pipelines call the functions of the libraries that were found. */
    static Set<String> functions(List<Source> sources) {
        return sources.stream()
                .filter(source -> source.kind() == Kind.FUNCTION)
                .map(Source::function)
                .collect(Collectors.toSet());
    }

    private static java.util.Optional<Kind> kind(Path root, Path file) {
        var name = file.getFileName().toString();
        if (NAME.matcher(name).matches()) {
            return java.util.Optional.of(Kind.PIPELINE);
        }
        if (!name.endsWith(".groovy")) {
            return java.util.Optional.empty();
        }
        var folders = new ArrayList<String>();
        root.relativize(file).forEach(part -> folders.add(part.toString()));
        folders.removeLast();
        if (!folders.isEmpty() && folders.getLast().equals("vars")) {
            return java.util.Optional.of(Kind.FUNCTION);
        }
        if (begins(file)) {
            return java.util.Optional.of(Kind.PIPELINE);
        }
        // src of a library, not of a Gradle or Maven project
        var source = folders.indexOf("src");
        var library = source >= 0
                && !folders.contains("main")
                && !folders.contains("test")
                && Files.isDirectory(above(root, folders, source).resolve("vars"));
        return library ? java.util.Optional.of(Kind.CLASS) : java.util.Optional.empty();
    }

    private static Path above(Path root, List<String> folders, int depth) {
        var above = root;
        for (var folder : folders.subList(0, depth)) {
            above = above.resolve(folder);
        }
        return above;
    }

    private static boolean begins(Path file) {
        try {
            return Pipeline.tooLong(file).isEmpty()
                    && BEGINS.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                            .find();
        } catch (IOException e) {
            return false;
        }
    }
}
