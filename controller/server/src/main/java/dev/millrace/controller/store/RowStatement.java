package dev.millrace.controller.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A statement that the group-committing writer runs for many rows at once. It must be idempotent ({@code on conflict do nothing}, or an update
 * that sets the whole state), because a group whose commit was not answered is written again.
 *
 * <p>Within a group the rows of one statement keep the order of submission; rows of different statements are written statement by statement. So the
 * same columns of a row are updated by one statement only.
 */
public interface RowStatement<R> {
    /** Native SQL; always the same text. */
    String sql();

    /** Sets the parameters for one row. */
    void bind(PreparedStatement statement, R row) throws SQLException;

    /** Statements of a group run by ascending rank: 0 for inserts that others refer to, 10 for other inserts, 20 for updates. */
    int rank();

    /** About how many bytes a row takes in memory; the writer bounds what waits by it. */
    default int weight(R row) {
        return 256;
    }
}
