package dev.millrace.api.report;

import java.time.Instant;
import java.util.List;

/**
 * One change of a source: a commit.
 *
 * @param commit its full name
 * @param author who made it
 * @param email of the author; may be empty
 * @param at when it was committed
 * @param message the whole of it; the first line is the title
 * @param paths what it touched, below the top of the source
 */
public record Change(String commit, String author, String email, Instant at, String message, List<Path> paths) {
    public Change {
        paths = List.copyOf(paths);
    }

    /** A file that was touched. One that was renamed is two: deleted here, added there. */
    public record Path(String path, Edit edit) {}

    /** What was done to a file. */
    public enum Edit {
        ADD,
        EDIT,
        DELETE
    }
}
