package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a lease has on disk: files as large as they say, each at least a block, and with each name that it has; and files that have no name any more but are
 * open in one of its processes. Whoever changes things meanwhile is counted roughly. Reads no file.
 */
final class DiskUse {
    /** What the smallest file, directory or link takes, so that their number has an end too. */
    private static final long BLOCK = 4096;

    private static final String NAMELESS = " (deleted)";

    private final long most;
    private long bytes;
    private boolean tooDeep;

    private DiskUse(long most) {
        this.most = most;
    }

    /**
     * Whether it is more than the limit; stops counting when it is.
     *
     * @param groups in which the lease's processes are
     */
    static boolean exceeds(DiskLimit limit, List<Path> groups) {
        var use = new DiskUse(limit.bytes());
        for (var place : limit.places()) {
            if (!use.exceeded()) {
                use.below(place);
            }
        }
        if (!groups.isEmpty()) {
            use.open(groups.getFirst().resolve("cgroup.procs"));
        }
        return use.exceeded();
    }

    private boolean exceeded() {
        return tooDeep || bytes > most;
    }

    private void add(long size) {
        bytes += (Math.max(size, 1) + BLOCK - 1) / BLOCK * BLOCK;
    }

    private void below(Path place) {
        try {
            Files.walkFileTree(place, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes is) {
                    return visitFile(directory, is);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                    add(is.isRegularFile() ? is.size() : 0);
                    return exceeded() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // too deep to be reached by its path: nothing below it could be counted
                    if (e instanceof FileSystemException && !(e instanceof NoSuchFileException) && tooLong(e)) {
                        tooDeep = true;
                        return FileVisitResult.TERMINATE;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // the place is gone
        }
    }

    private static boolean tooLong(IOException e) {
        return String.valueOf(e.getMessage()).contains("too long");
    }

    private void open(Path processes) {
        var known = new HashSet<Object>();
        try {
            for (var process : Files.readAllLines(processes)) {
                nameless(Path.of("/proc", process, "fd"), known);
            }
        } catch (IOException e) {
            // the group is gone
        }
    }

    private void nameless(Path descriptors, Set<Object> known) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (var descriptor : open) {
                if (exceeded()) {
                    return;
                }
                nameless(descriptor).filter(file -> known.add(file.fileKey())).ifPresent(file -> add(file.size()));
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // it ended
        }
    }

    /** Those in memory are limited with it. */
    private static Optional<BasicFileAttributes> nameless(Path descriptor) {
        try {
            var name = Files.readSymbolicLink(descriptor).toString();
            if (!name.endsWith(NAMELESS) || name.startsWith("/memfd:") || name.startsWith("/dev/")) {
                return Optional.empty();
            }
            var is = Files.readAttributes(descriptor, BasicFileAttributes.class, new LinkOption[0]);
            return is.isRegularFile() ? Optional.of(is) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it was closed
        }
    }
}
