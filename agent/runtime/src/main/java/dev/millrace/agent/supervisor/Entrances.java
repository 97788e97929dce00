package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Binds directories to where a launcher without rights reaches them, in a mount namespace of the thread that calls this: nobody else sees them, and they
 * are gone with it. For one thread.
 */
final class Entrances {
    private static final int NEW_MOUNTS = 0x00020000;
    private static final long BIND = 4096;
    private static final long RECURSIVE_SLAVE = 16384 | 1 << 19;
    private static final int DETACH = 2;
    private static final long NOSUID_NODEV = 2 | 4;

    private final MountCalls calls;
    private final Libc libc;
    private boolean prepared;

    Entrances(Libc libc) {
        this.libc = libc;
        this.calls = new MountCalls(libc);
    }

    void open(Enclosure enclosure) throws IOException {
        if (enclosure.entrances().isEmpty()) {
            return;
        }
        prepare();
        for (var entrance : enclosure.entrances()) {
            open(entrance);
        }
    }

    /** One that lasts and shows what is there now stays as it is. */
    private void open(Entrance entrance) throws IOException {
        var at = entrance.at();
        if (Files.exists(at)) {
            if (entrance.lasting() && Files.isSameFile(entrance.source(), at)) {
                return;
            }
            close(entrance);
        }
        Files.createDirectories(at, mode("rwx--x--x"));
        mount(entrance.source(), at, "", BIND, "");
    }

    /** The launcher has its own by now, or is gone. */
    void close(Enclosure enclosure) throws IOException {
        for (var entrance : enclosure.entrances()) {
            if (!entrance.lasting() && Files.exists(entrance.at())) {
                close(entrance);
            }
        }
    }

    private void close(Entrance entrance) throws IOException {
        int _ = calls.unmount(entrance.at().toString(), DETACH);
        Files.delete(entrance.at());
    }

    private void prepare() throws IOException {
        if (prepared) {
            return;
        }
        Files.createDirectories(Enclosure.TOP, mode("rwxr-xr-x"));
        int result = calls.unshare(NEW_MOUNTS);
        if (result < 0) {
            throw new IOException("No mount namespace can be made: " + libc.describe(-result));
        }
        mount(Path.of("none"), Path.of("/"), "", RECURSIVE_SLAVE, "");
        mount(Path.of("millrace"), Enclosure.TOP, "tmpfs", NOSUID_NODEV, "size=1m,mode=711");
        prepared = true;
    }

    private void mount(Path source, Path target, String type, long flags, String data) throws IOException {
        try (var arena = Arena.ofConfined()) {
            int result = calls.mount(arena, source.toString(), target.toString(), type, flags, data);
            if (result < 0) {
                throw new IOException("%s cannot be bound: %s".formatted(source, libc.describe(-result)));
            }
        }
    }

    private static java.nio.file.attribute.FileAttribute<?> mode(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
