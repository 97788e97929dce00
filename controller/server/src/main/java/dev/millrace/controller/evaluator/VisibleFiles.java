package dev.millrace.controller.evaluator;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an evaluator sees of this machine's files.
 *
 * @param at where it sees each, and what that is here; in order
 * @param links directories of the system that are links to others: {@code /lib} to {@code usr/lib}
 * @param loader the program that loads programs, where the evaluator sees it
 * @param machine Java's shared library, which needs all that Java needs of the system
 */
record VisibleFiles(Map<Path, Path> at, Map<Path, Path> links, Path loader, Path machine) {
    private static final int PROGRAM_HEADERS = 32;
    private static final int ENTRY_SIZE = 54;
    private static final int INTERPRETER = 3;

    /**
     * Java, the class path, and those libraries of the system that this process has loaded itself, being the same program. Fails where that cannot be
     * told.
     */
    static VisibleFiles of(EvaluatorSettings settings) throws IOException {
        var java = settings.java().toRealPath();
        var home = java.resolveSibling("..").normalize();
        var loader = loader(java).orElseThrow(() -> new IOException(java + " names no program that loads it"));
        var at = new LinkedHashMap<Path, Path>();
        at.put(home, home);
        for (var link : outside(home)) {
            at.put(link, link);
        }
        for (var entry : settings.classPath().split(File.pathSeparator, -1)) {
            var path = Path.of(entry).toAbsolutePath();
            if (Files.exists(path)) {
                at.put(path, path);
            }
        }
        settings.cache().ifPresent(cache -> at.put(cache.toAbsolutePath(), cache.toAbsolutePath()));
        for (var library : loaded()) {
            if (!library.startsWith(home)) {
                at.put(library, library);
            }
        }
        at.put(loader.resolveSibling(".").toRealPath().resolve(loader.getFileName()), loader.toRealPath());
        return new VisibleFiles(
                at, linked(), loader, home.resolve("lib").resolve("server").resolve("libjvm.so"));
    }

    private static Map<Path, Path> linked() throws IOException {
        var links = new LinkedHashMap<Path, Path>();
        for (var directory : List.of(Path.of("/lib"), Path.of("/lib64"))) {
            if (Files.isSymbolicLink(directory)) {
                links.put(directory, Files.readSymbolicLink(directory));
            }
        }
        return links;
    }

    /** Where some systems keep parts of their Java: its settings. */
    private static List<Path> outside(Path home) throws IOException {
        var found = new ArrayList<Path>();
        for (var directory : List.of(home.resolve("conf"), home.resolve("lib"))) {
            try (var files = Files.list(directory)) {
                for (var file : files.filter(Files::isSymbolicLink).toList()) {
                    if (Files.exists(file) && !file.toRealPath().startsWith(home)) {
                        found.add(file.toRealPath());
                    }
                }
            }
        }
        return found;
    }

    /** Shared libraries of this process. */
    private static List<Path> loaded() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.map(line -> line.substring(Math.max(0, line.indexOf('/'))))
                    .filter(name -> name.matches("(/usr)?/lib.*\\.so[.0-9]*"))
                    .distinct()
                    .map(Path::of)
                    .toList();
        }
    }

    /** What the program's own header names: {@code /lib64/ld-linux-x86-64.so.2}. */
    private static Optional<Path> loader(Path program) throws IOException {
        try (var file = new RandomAccessFile(program.toFile(), "r")) {
            var start = new byte[4096];
            file.readFully(start);
            var header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
            int size = header.getShort(ENTRY_SIZE);
            int count = header.getShort(ENTRY_SIZE + 2);
            long first = header.getLong(PROGRAM_HEADERS);
            for (int entry = 0; entry < count && first + (entry + 1L) * size <= start.length; entry++) {
                int here = (int) first + entry * size;
                if (header.getInt(here) == INTERPRETER) {
                    var name = new byte[(int) header.getLong(here + 32) - 1];
                    file.seek(header.getLong(here + 8));
                    file.readFully(name);
                    return Optional.of(Path.of(new String(name, StandardCharsets.UTF_8)));
                }
            }
            return Optional.empty();
        }
    }
}
