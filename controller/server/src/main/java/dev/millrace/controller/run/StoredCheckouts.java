package dev.millrace.controller.run;

import dev.millrace.api.report.CheckedOut;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.RowStatement;
import dev.millrace.controller.store.Write;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Rows of {@code checkout}. */
final class StoredCheckouts implements Checkouts {
    private final Database database;
    private final GroupCommit commits;
    private final Insert insert;

    StoredCheckouts(Database database, GroupCommit commits) {
        this.database = database;
        this.commits = commits;
        this.insert = new Insert(database.epoch());
    }

    @Override
    public Optional<String> before(Run run, String source) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("""
                    select revision from checkout where project_id = ? and series = ? and source = ? and number < ?
                    order by number desc, step desc limit 1""")) {
                query.setLong(1, run.project().value());
                query.setString(2, Series.of(run).branch());
                query.setString(3, source);
                query.setLong(4, run.number());
                try (var rows = query.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void keep(Run run, int step, CheckedOut what) {
        commits.submit(List.of(new Write<>(insert, new Row(run, step, what, ChangesJson.write(what.changes())))))
                .join();
    }

    @Override
    public List<CheckedOut> of(RunId run) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("select * from checkout where run_id = ? order by step")) {
                query.setLong(1, run.value());
                try (var rows = query.executeQuery()) {
                    var found = new ArrayList<CheckedOut>();
                    var seen = new HashSet<String>();
                    while (rows.next()) {
                        var one = read(rows);
                        if (seen.add(one.source() + "\n" + one.revision())) {
                            found.add(one);
                        }
                    }
                    return found;
                }
            }
        });
    }

    private static CheckedOut read(ResultSet row) throws SQLException {
        return new CheckedOut(
                row.getString("source"),
                row.getString("kind"),
                row.getString("url"),
                row.getString("branch"),
                row.getString("revision"),
                Optional.ofNullable(row.getString("revision_before")),
                ChangesJson.read(row.getString("changes")),
                row.getString("note"));
    }

    private record Row(Run run, int step, CheckedOut what, String changes) {}

    private record Insert(long epoch) implements RowStatement<Row> {
        @Override
        public String sql() {
            return """
                    insert into checkout (run_id, step, project_id, series, number, source, kind, url, branch, revision, revision_before,
                        changes, note, owner_epoch)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                    on conflict (run_id, step) do update set source = excluded.source, kind = excluded.kind, url = excluded.url,
                        branch = excluded.branch, revision = excluded.revision, revision_before = excluded.revision_before,
                        changes = excluded.changes, note = excluded.note, owner_epoch = excluded.owner_epoch""";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            var what = row.what();
            statement.setLong(1, row.run().id().value());
            statement.setInt(2, row.step());
            statement.setLong(3, row.run().project().value());
            statement.setString(4, Series.of(row.run()).branch());
            statement.setLong(5, row.run().number());
            statement.setString(6, what.source());
            statement.setString(7, what.kind());
            statement.setString(8, what.url());
            statement.setString(9, what.branch());
            statement.setString(10, what.revision());
            statement.setString(11, what.before().orElse(null));
            statement.setString(12, row.changes());
            statement.setString(13, what.note());
            statement.setLong(14, epoch);
        }

        @Override
        public int rank() {
            return 10;
        }

        @Override
        public int weight(Row row) {
            return 512 + row.changes().length();
        }
    }
}
