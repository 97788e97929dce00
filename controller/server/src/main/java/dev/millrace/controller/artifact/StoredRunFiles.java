package dev.millrace.controller.artifact;

import dev.millrace.api.report.TestCase;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Artifacts and stashes in the database; test results are in {@link TestResultTable}. */
final class StoredRunFiles implements RunFiles {
    private final Database database;
    private final StoredTrees trees;
    private final TestResultTable tests;

    StoredRunFiles(Database database, StoredTrees trees) {
        this.database = database;
        this.trees = trees;
        this.tests = new TestResultTable(database);
    }

    @Override
    public void addArtifacts(RunId run, int step, Digest tree) {
        var files = trees.files(tree);
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into artifact (run_id, path, size, mode, digest, step) values (?, ?, ?, ?, ?, ?)
                    on conflict (run_id, path) do update
                    set size = excluded.size, mode = excluded.mode, digest = excluded.digest, step = excluded.step""")) {
                for (var file : files) {
                    statement.setLong(1, run.value());
                    statement.setString(2, file.path());
                    statement.setLong(3, file.size());
                    statement.setInt(4, file.mode());
                    statement.setBytes(5, file.digest().bytes());
                    statement.setInt(6, step);
                    statement.addBatch();
                }
                return statement.executeBatch().length;
            }
        });
    }

    @Override
    public List<Artifact> artifacts(RunId run) {
        return select(run, null);
    }

    @Override
    public Optional<Artifact> artifact(RunId run, String path) {
        return path.indexOf('\0') >= 0
                ? Optional.empty()
                : select(run, path).stream().findFirst();
    }

    @Override
    public Picked pick(RunId run, Map<String, String> paths) {
        var found = artifacts(run).stream().collect(Collectors.toMap(Artifact::path, Function.identity()));
        var picked = new ArrayList<Artifact>();
        paths.forEach((path, target) -> {
            var artifact = found.get(path);
            if (artifact == null) {
                throw new UserError(
                        UserError.Kind.NOT_FOUND,
                        "There is no artifact %s in this run".formatted(path),
                        "archiveArtifacts has to come before");
            }
            picked.add(new Artifact(target, artifact.size(), artifact.mode(), artifact.digest()));
        });
        return new Picked(
                trees.write(picked),
                picked.size(),
                picked.stream().mapToLong(Artifact::size).sum());
    }

    private List<Artifact> select(RunId run, @Nullable String path) {
        return database.read(connection -> {
            try (var statement =
                    connection.prepareStatement("select path, size, mode, digest from artifact where run_id = ?"
                            + (path == null ? "" : " and path = ?") + " order by path")) {
                statement.setLong(1, run.value());
                if (path != null) {
                    statement.setString(2, path);
                }
                try (var rows = statement.executeQuery()) {
                    var found = new ArrayList<Artifact>();
                    while (rows.next()) {
                        found.add(artifact(rows));
                    }
                    return found;
                }
            }
        });
    }

    private static Artifact artifact(ResultSet rows) throws SQLException {
        return new Artifact(rows.getString(1), rows.getLong(2), rows.getInt(3), Digest.of(rows.getBytes(4)));
    }

    @Override
    public void putStash(RunId run, Stash stash) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into stash (run_id, name, tree, files, bytes) values (?, ?, ?, ?, ?)
                    on conflict (run_id, name) do update
                    set tree = excluded.tree, files = excluded.files, bytes = excluded.bytes""")) {
                statement.setLong(1, run.value());
                statement.setString(2, stash.name());
                statement.setBytes(3, stash.tree().bytes());
                statement.setLong(4, stash.files());
                statement.setLong(5, stash.bytes());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void inherit(RunId from, RunId to, Map<Integer, Integer> steps) {
        database.write(connection -> {
            for (var sql : List.of("""
                    insert into artifact (run_id, path, size, mode, digest, step)
                    select ?, path, size, mode, digest, taken.after from artifact
                    join unnest(?::int[], ?::int[]) as taken (before, after) on taken.before = step
                    where run_id = ? on conflict do nothing""", """
                    insert into test_case (run_id, step, ordinal, suite, class, name, outcome, duration_millis, message, details)
                    select ?, taken.after, ordinal, suite, class, name, outcome, duration_millis, message, details from test_case
                    join unnest(?::int[], ?::int[]) as taken (before, after) on taken.before = step
                    where run_id = ? on conflict do nothing""")) {
                try (var statement = connection.prepareStatement(sql)) {
                    statement.setLong(1, to.value());
                    statement.setArray(
                            2,
                            connection.createArrayOf("integer", steps.keySet().toArray()));
                    statement.setArray(
                            3,
                            connection.createArrayOf("integer", steps.values().toArray()));
                    statement.setLong(4, from.value());
                    statement.executeUpdate();
                }
            }
            try (var statement = connection.prepareStatement("""
                    insert into stash (run_id, name, tree, files, bytes)
                    select ?, name, tree, files, bytes from stash where run_id = ? on conflict do nothing""")) {
                statement.setLong(1, to.value());
                statement.setLong(2, from.value());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Stash> stash(RunId run, String name) {
        return database.read(connection -> {
            try (var statement =
                    connection.prepareStatement("select tree, files, bytes from stash where run_id = ? and name = ?")) {
                statement.setLong(1, run.value());
                statement.setString(2, name);
                try (var rows = statement.executeQuery()) {
                    return rows.next()
                            ? Optional.of(
                                    new Stash(name, Digest.of(rows.getBytes(1)), rows.getLong(2), rows.getLong(3)))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public void putTests(RunId run, int step, List<TestCase> cases) {
        tests.put(run, step, cases);
    }

    @Override
    public List<TestCase> tests(RunId run) {
        return tests.of(run);
    }
}
