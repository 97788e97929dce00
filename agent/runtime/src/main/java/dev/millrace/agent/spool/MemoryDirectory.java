package dev.millrace.agent.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Where files with secrets are kept: in memory, where the system has a file system there, so that they never reach a disk. */
final class MemoryDirectory {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private MemoryDirectory() {}

    /** The counterpart in memory of a spool's directory; the directory itself where there is none. Not made here. */
    static Path of(Path directory) {
        if (!Files.isDirectory(SHARED_MEMORY) || !Files.isWritable(SHARED_MEMORY)) {
            return directory;
        }
        var absolute = directory.toAbsolutePath().normalize().toString();
        return SHARED_MEMORY.resolve("millrace-" + UUID.nameUUIDFromBytes(absolute.getBytes(StandardCharsets.UTF_8)));
    }

    /** Removes a directory and its counterpart. */
    static void delete(Path directory) throws IOException {
        SpoolDirectory.delete(of(directory));
        SpoolDirectory.delete(directory);
    }
}
