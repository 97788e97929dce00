package dev.millrace.controller.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Rows of the journal, as the hottest table. */
final class JournalRows implements RowStatement<JournalRows.Row> {
    private static final JournalRows STATEMENT = new JournalRows();
    private static final byte[] ENTRY = new byte[60];

    record Row(long run, int seq) {}

    static Write<Row> write(long run, int seq) {
        return new Write<>(STATEMENT, new Row(run, seq));
    }

    static long count(TestDatabase db, long run) {
        return db.database().read(connection -> {
            try (var statement = connection.prepareStatement("select count(*) from journal where run_id = ?")) {
                statement.setLong(1, run);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    @Override
    public String sql() {
        return "insert into journal (run_id, seq, at, entry, owner_epoch) values (?, ?, ?, ?, ?) on conflict do nothing";
    }

    @Override
    public void bind(PreparedStatement statement, Row row) throws SQLException {
        statement.setLong(1, row.run());
        statement.setInt(2, row.seq());
        statement.setTimestamp(3, Timestamp.from(Instant.EPOCH));
        statement.setBytes(4, ENTRY);
        statement.setLong(5, 1);
    }

    @Override
    public int rank() {
        return 10;
    }
}
