package dev.millrace.controller.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory with everything that a controller keeps, open in one controller at a time, mode 0700. Held from {@link #open} to {@link #close};
 * the lock is the kernel's, so a killed controller leaves none behind.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String FACTS = "controller.json";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the directory where it is missing and locks it.
     *
     * @throws StartRefused where another controller holds it, it is something else, or it cannot be written
     */
    public static DataDirectory open(Path directory) {
        var path = directory.toAbsolutePath().normalize();
        try {
            prepare(path);
            var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw held(path);
            }
            Files.deleteIfExists(path.resolve(FACTS));
            return new DataDirectory(path, channel);
        } catch (AccessDeniedException e) {
            throw new StartRefused(
                    "Data directory %s: no permission for %s".formatted(path, e.getFile()),
                    "Give its owner's account read and write access, or name another directory with --data",
                    e);
        } catch (IOException e) {
            throw new StartRefused(
                    "Data directory %s cannot be used: %s".formatted(path, e),
                    "Check the disk and its free space, or name another directory with --data",
                    e);
        }
    }

    private static void prepare(Path path) throws IOException {
        var mode = PosixFilePermissions.fromString("rwx------");
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            var parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(mode));
            return;
        }
        if (!Files.isDirectory(path)) {
            throw new StartRefused("Data directory " + path + " is not a directory", "Name another one with --data");
        }
        if (!Files.exists(path.resolve(LOCK)) && !isEmpty(path)) {
            throw new StartRefused(
                    "Directory " + path + " has files in it and is not a data directory of Millrace",
                    "Name an empty or a new directory with --data");
        }
        if (!Files.getPosixFilePermissions(path).equals(mode)) {
            Files.setPosixFilePermissions(path, mode);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (var entries = Files.newDirectoryStream(path)) {
            return !entries.iterator().hasNext();
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held in this very process
        }
    }

    private static StartRefused held(Path path) {
        var holder = "another controller";
        try {
            var facts = new ObjectMapper().readTree(path.resolve(FACTS).toFile());
            holder += " (pid %s, %s)"
                    .formatted(facts.path("pid").asText("?"), facts.path("url").asText("?"));
        } catch (IOException e) {
            holder += " that is just starting";
        }
        return new StartRefused(
                "Data directory %s is in use by %s".formatted(path, holder),
                "Use that controller, stop it, or name another directory with --data");
    }

    /** Its absolute path. */
    public Path path() {
        return path;
    }

    /** A directory below it, made where it is missing, mode 0700. */
    public Path directory(String name) throws IOException {
        var directory = path.resolve(name);
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return directory;
    }

    /** Writes {@code controller.json}: where this controller answers, for people and for who comes second. */
    public void announce(String url) throws IOException {
        var facts = JsonNodeFactory.instance.objectNode();
        facts.put("url", url).put("pid", ProcessHandle.current().pid());
        var next = path.resolve(FACTS + ".new");
        Files.writeString(next, facts + "\n");
        Files.move(next, path.resolve(FACTS), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lets it go. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path.resolve(FACTS));
        channel.close();
    }
}
