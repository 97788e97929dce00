package dev.millrace.controller.queue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.RowStatement;
import dev.millrace.controller.store.Write;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Rows of {@code wait_reason}. */
final class WaitReasonTable implements WaitReasons {
    private static final int LONGEST = 1000;

    private final Database database;
    private final Insert insert;

    WaitReasonTable(Database database) {
        this.database = database;
        this.insert = new Insert(database.epoch());
    }

    @Override
    public Write<?> since(RunId run, int step, Instant at, String why) {
        return new Write<>(insert, new Row(run.value(), step, at, why.substring(0, Math.min(why.length(), LONGEST))));
    }

    @Override
    public List<Reason> of(RunId run) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement(
                    "select step, at, why from wait_reason where run_id = ? order by step, at")) {
                query.setLong(1, run.value());
                var reasons = new ArrayList<Reason>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        reasons.add(new Reason(
                                rows.getInt(1),
                                rows.getObject(2, OffsetDateTime.class).toInstant(),
                                rows.getString(3)));
                    }
                }
                return reasons;
            }
        });
    }

    @Override
    public void forget(Instant overBefore) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    delete from wait_reason using run where run.id = wait_reason.run_id and run.finished_at < ?""")) {
                statement.setObject(1, overBefore.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
    }

    private record Row(long run, int step, Instant at, String why) {}

    private record Insert(long epoch) implements RowStatement<Row> {
        @Override
        public String sql() {
            return """
                    insert into wait_reason (run_id, step, at, why, owner_epoch) values (?, ?, ?, ?, ?)
                    on conflict (run_id, step, at) do nothing""";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            statement.setLong(1, row.run());
            statement.setInt(2, row.step());
            statement.setObject(3, row.at().atOffset(ZoneOffset.UTC));
            statement.setString(4, row.why());
            statement.setLong(5, epoch);
        }

        @Override
        public int rank() {
            return 10;
        }
    }
}
