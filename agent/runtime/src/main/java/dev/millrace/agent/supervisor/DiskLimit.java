package dev.millrace.agent.supervisor;

import java.nio.file.Path;
import java.util.List;

/**
 * How much a lease may keep on disk.
 *
 * @param bytes in all places together; 0: no limit
 * @param places directories that it writes to
 */
public record DiskLimit(long bytes, List<Path> places) {
    /** Only the disk's own end. */
    public static final DiskLimit NONE = new DiskLimit(0, List.of());

    public DiskLimit {
        if (bytes < 0) {
            throw new IllegalArgumentException("A limit of the disk is no less than 0 bytes, not " + bytes);
        }
        places = List.copyOf(places);
    }
}
