package dev.millrace.controller.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A statement that the group-committing writer runs for many rows at once. It must be idempotent ({@code on conflict do nothing}, or an update
 * that sets the whole state), because a group whose commit was not answered is written again.
 */
public interface RowStatement<R> {
    /** Native SQL; always the same text. */
    String sql();

    /** Sets the parameters for one row. */
    void bind(PreparedStatement statement, R row) throws SQLException;

    /** Statements of a group run by ascending rank: 0 for inserts that others refer to, 10 for other inserts, 20 for updates. */
    int rank();
}
