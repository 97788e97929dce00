package dev.millrace.controller.artifact;

import dev.millrace.api.report.TestCase;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Test results. PostgreSQL's text has no NUL: where a report has one, its replacement character is kept. */
final class TestResultTable {
    private final Database database;

    TestResultTable(Database database) {
        this.database = database;
    }

    /** Replaces those of a step, in one transaction. */
    void put(RunId run, int step, List<TestCase> cases) {
        database.write(connection -> {
            try (var delete = connection.prepareStatement("delete from test_case where run_id = ? and step = ?")) {
                delete.setLong(1, run.value());
                delete.setInt(2, step);
                delete.executeUpdate();
            }
            try (var insert = connection.prepareStatement("""
                    insert into test_case
                    (run_id, step, ordinal, suite, class, name, outcome, duration_millis, message, details)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
                for (var ordinal = 0; ordinal < cases.size(); ordinal++) {
                    var test = cases.get(ordinal);
                    insert.setLong(1, run.value());
                    insert.setInt(2, step);
                    insert.setInt(3, ordinal);
                    insert.setString(4, text(test.suite()));
                    insert.setString(5, text(test.group()));
                    insert.setString(6, text(test.name()));
                    insert.setString(7, test.outcome().name());
                    insert.setLong(8, test.duration().toMillis());
                    insert.setString(
                            9, test.message().map(TestResultTable::text).orElse(null));
                    insert.setString(
                            10, test.details().map(TestResultTable::text).orElse(null));
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    List<TestCase> of(RunId run) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select suite, class, name, outcome, duration_millis, message, details from test_case
                    where run_id = ? order by step, ordinal""")) {
                statement.setLong(1, run.value());
                try (var rows = statement.executeQuery()) {
                    var found = new ArrayList<TestCase>();
                    while (rows.next()) {
                        found.add(test(rows));
                    }
                    return found;
                }
            }
        });
    }

    private static TestCase test(ResultSet rows) throws SQLException {
        return new TestCase(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                TestCase.Outcome.valueOf(rows.getString(4)),
                Duration.ofMillis(rows.getLong(5)),
                Optional.ofNullable(rows.getString(6)),
                Optional.ofNullable(rows.getString(7)));
    }

    private static String text(String reported) {
        return reported.replace('\0', '\uFFFD');
    }
}
