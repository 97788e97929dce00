package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.RowStatement;
import dev.millrace.controller.store.Write;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Rows of {@code milestone}. */
final class MilestoneRows {
    private final Database database;
    private final GroupCommit commits;
    private final Upsert upsert;

    MilestoneRows(Database database, GroupCommit commits) {
        this.database = database;
        this.commits = commits;
        this.upsert = new Upsert(database.epoch());
    }

    /** A run and the last milestone that it has passed. */
    record Passed(RunId run, long number, int ordinal, boolean going) {}

    /** The newest runs of a series that have passed one, newest first. */
    List<Passed> newest(Series series, int limit) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("""
                    select run_id, number, ordinal, exists (select 1 from run where id = run_id and state <> 'finished') as going
                    from milestone where project_id = ? and series = ?
                    order by number desc limit ?""")) {
                query.setLong(1, series.project().value());
                query.setString(2, series.branch());
                query.setInt(3, limit);
                try (var rows = query.executeQuery()) {
                    var found = new ArrayList<Passed>();
                    while (rows.next()) {
                        found.add(new Passed(
                                new RunId(rows.getLong(1)), rows.getLong(2), rows.getInt(3), rows.getBoolean(4)));
                    }
                    return found;
                }
            }
        });
    }

    /** Keeps that a run has passed one; completes when it is durable. */
    CompletableFuture<Void> keep(Run run, int ordinal) {
        return commits.submit(List.of(new Write<>(upsert, new Row(run, ordinal))));
    }

    private record Row(Run run, int ordinal) {}

    private record Upsert(long epoch) implements RowStatement<Row> {
        @Override
        public String sql() {
            return """
                    insert into milestone (project_id, series, number, run_id, ordinal, owner_epoch) values (?, ?, ?, ?, ?, ?)
                    on conflict (project_id, series, number) do update set ordinal = excluded.ordinal, owner_epoch = excluded.owner_epoch""";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            var series = Series.of(row.run());
            statement.setLong(1, series.project().value());
            statement.setString(2, series.branch());
            statement.setLong(3, row.run().number());
            statement.setLong(4, row.run().id().value());
            statement.setInt(5, row.ordinal());
            statement.setLong(6, epoch);
        }

        @Override
        public int rank() {
            return 20;
        }
    }
}
