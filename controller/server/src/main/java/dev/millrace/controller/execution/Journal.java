package dev.millrace.controller.execution;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.RowStatement;
import dev.millrace.controller.store.Write;
import dev.millrace.wire.proto.JournalEntry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code journal}. */
final class Journal {
    private final Database database;
    private final Insert insert;

    Journal(Database database) {
        this.database = database;
        this.insert = new Insert(database.epoch());
    }

    /** The row of an entry. */
    Write<?> row(RunId run, int seq, JournalEntry entry) {
        return new Write<>(insert, new Row(run.value(), seq, entry));
    }

    /** All entries of a run that are durable, in order. */
    List<JournalEntry> load(RunId run) {
        return database.read(connection -> {
            try (var query =
                    connection.prepareStatement("select seq, entry from journal where run_id = ? order by seq")) {
                query.setLong(1, run.value());
                query.setFetchSize(1000);
                var entries = new ArrayList<JournalEntry>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        if (rows.getInt(1) != entries.size() + 1) {
                            throw new IllegalStateException(
                                    "Journal of run %s has a gap before entry %d".formatted(run, rows.getInt(1)));
                        }
                        entries.add(JournalEntry.parseFrom(rows.getBytes(2)));
                    }
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException(
                            "Entry %d of run %s cannot be read".formatted(entries.size() + 1, run), e);
                }
                return entries;
            }
        });
    }

    private record Row(long run, int seq, JournalEntry entry) {}

    private record Insert(long epoch) implements RowStatement<Row> {
        @Override
        public String sql() {
            return """
                    insert into journal (run_id, seq, at, entry, owner_epoch) values (?, ?, ?, ?, ?)
                    on conflict (run_id, seq) do nothing""";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            statement.setLong(1, row.run());
            statement.setInt(2, row.seq());
            statement.setTimestamp(
                    3, Timestamp.from(Instant.ofEpochMilli(row.entry().getAtMillis())));
            statement.setBytes(4, row.entry().toByteArray());
            statement.setLong(5, epoch);
        }

        @Override
        public int rank() {
            return 10;
        }

        @Override
        public int weight(Row row) {
            return 128 + row.entry().getSerializedSize();
        }
    }
}
