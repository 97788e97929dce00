package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;

/**
 * Where a supervisor and its agent meet.
 *
 * @param directory the supervisor's own, mode 0700
 * @param socket short enough for a socket's address
 */
record SupervisorHome(Path directory, Path socket) {
    /** The kernel's limit is 108 bytes with the terminator, macOS's 104. */
    private static final int LONGEST = 100;

    static Path lock(Path directory) {
        return directory.resolve("lock");
    }

    /** What marks the processes of this supervisor. A copy of the directory, which stands elsewhere, marks its own otherwise. */
    static String cookie(Path directory) throws IOException {
        var place = directory.toString().getBytes(StandardCharsets.UTF_8);
        return Files.readString(made(directory)).strip() + "-" + UUID.nameUUIDFromBytes(place);
    }

    private static Path made(Path directory) {
        return directory.resolve("cookie");
    }

    /** Makes what is not there. */
    static SupervisorHome prepare(Path directory) throws IOException {
        var absolute = directory.toAbsolutePath().normalize();
        makePrivate(absolute);
        var cookie = made(absolute);
        if (!Files.exists(cookie)) {
            var bytes = new byte[8];
            new SecureRandom().nextBytes(bytes);
            var temporary = cookie.resolveSibling("cookie.new");
            Files.writeString(temporary, HexFormat.of().formatHex(bytes));
            Files.move(temporary, cookie, StandardCopyOption.ATOMIC_MOVE);
        }
        var socket = absolute.resolve("socket");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            var runtime = System.getenv("XDG_RUNTIME_DIR");
            var base = runtime != null && runtime.length() < 50 ? Path.of(runtime) : Path.of("/tmp");
            var name = UUID.nameUUIDFromBytes(absolute.toString().getBytes(StandardCharsets.UTF_8));
            var shortDirectory = base.resolve("millrace-" + name);
            makePrivate(shortDirectory);
            socket = shortDirectory.resolve("socket");
        }
        return new SupervisorHome(absolute, socket);
    }

    /** Removes a directory that was made for the socket alone. */
    static void leave(Path directory, Path socket) throws IOException {
        var parent = socket.getParent();
        if (parent != null && !parent.equals(directory)) {
            Files.deleteIfExists(parent);
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        var store = directory.getFileSystem();
        if (!store.supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(directory);
            return;
        }
        var mode = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(mode));
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        var probe = Files.createTempFile(directory, "probe", "");
        try {
            if (Files.isSymbolicLink(directory)
                    || !found.equals(mode)
                    || !Files.getOwner(probe).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS))) {
                throw new IOException("%s must be a directory of this user alone (mode 0700), and is %s"
                        .formatted(directory, PosixFilePermissions.toString(found)));
            }
        } finally {
            Files.delete(probe);
        }
    }
}
