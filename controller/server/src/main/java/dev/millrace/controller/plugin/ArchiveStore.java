package dev.millrace.controller.plugin;

import dev.millrace.controller.base.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The directories with archives: those of the release, which are only read, and the data directory's. Not thread-safe. */
final class ArchiveStore {
    private final List<Path> bundled;
    private final Path installed;
    private final ArchiveReader reader = new ArchiveReader();

    ArchiveStore(List<Path> bundled, Path installed) {
        this.bundled = List.copyOf(bundled);
        this.installed = installed;
    }

    /**
     * What the directories hold.
     *
     * @param archives those that can be read
     * @param unreadable problems of the others, by name of the file
     */
    record Found(List<Archive> archives, TreeMap<String, Problem> unreadable) {}

    Found scan() {
        var found = new Found(new ArrayList<>(), new TreeMap<>());
        for (var directory : bundled) {
            scan(directory, true, found);
        }
        scan(installed, false, found);
        return found;
    }

    private void scan(Path directory, boolean ofRelease, Found found) {
        for (var file : jars(directory)) {
            try {
                found.archives().add(reader.read(file, ofRelease));
            } catch (BadArchive e) {
                found.unreadable().put(file.getFileName().toString(), e.problem());
            }
        }
    }

    Archive read(Path file) throws BadArchive {
        return reader.read(file, false);
    }

    /** Copies an archive into the data directory under another name than archives have: it is not found by {@link #scan} yet. */
    Path stage(Path file) {
        try {
            Files.createDirectories(installed);
            var staged = Files.createTempFile(installed, ".staged-", ".part");
            Files.copy(file, staged, StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return staged;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy %s to %s".formatted(file, installed), e);
        }
    }

    /**
     * Puts a staged archive in its place, in one step.
     *
     * @return where the archive that was there before is now; empty where there was none
     */
    Optional<Path> place(Path staged, String id) {
        var target = file(id);
        try {
            Optional<Path> before = Optional.empty();
            if (Files.exists(target)) {
                var kept = installed.resolve(".previous-" + id);
                Files.deleteIfExists(kept);
                Files.createLink(kept, target);
                before = Optional.of(kept);
            }
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            return before;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot put the archive of plugin %s into %s".formatted(id, installed), e);
        }
    }

    /** Undoes {@link #place}. */
    void putBack(Optional<Path> before, String id) {
        try {
            if (before.isPresent()) {
                Files.move(before.get(), file(id), StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.deleteIfExists(file(id));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot restore the archive of plugin %s in %s".formatted(id, installed), e);
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    /** Where the installed archive of a plugin is. */
    Path file(String id) {
        return installed.resolve(id + ".jar");
    }

    private static List<Path> jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }
}
