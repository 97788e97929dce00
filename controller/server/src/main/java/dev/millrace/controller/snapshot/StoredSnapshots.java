package dev.millrace.controller.snapshot;

import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows of {@code workspace_snapshot}. */
final class StoredSnapshots implements Snapshots {
    private static final Set<String> PLACES = Set.of("stage-end", "checkpoint", "step");
    private static final String SELECT =
            "select id, run_id, step, node, place, tree, files, bytes, taken_at, expires_at from workspace_snapshot where ";

    private final Database database;
    private final StoredManifests manifests;
    private final Ids ids;
    private final InstantSource clock;
    private final Duration kept;

    StoredSnapshots(Database database, StoredManifests manifests, Ids ids, InstantSource clock, Duration kept) {
        this.database = database;
        this.manifests = manifests;
        this.ids = ids;
        this.clock = clock;
        this.kept = kept;
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    @Override
    public Snapshot record(RunId run, int step, int node, String place, TreeDigest tree) {
        if (!PLACES.contains(place)) {
            throw new IllegalArgumentException("Not a place of a snapshot: " + place);
        }
        var digest = Digest.parse(tree.hex());
        var manifest = manifests.whole(digest);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        long id = ids.next();
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into workspace_snapshot
                    (id, run_id, step, node, place, tree, files, bytes, taken_at, expires_at, owner_epoch)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (run_id, node, step) do nothing""")) {
                statement.setLong(1, id);
                statement.setLong(2, run.value());
                statement.setInt(3, step);
                statement.setInt(4, node);
                statement.setString(5, place);
                statement.setBytes(6, digest.bytes());
                statement.setLong(7, manifest.getFiles());
                statement.setLong(8, manifest.getBytes());
                statement.setObject(9, now.atOffset(ZoneOffset.UTC));
                statement.setObject(10, now.plus(kept).atOffset(ZoneOffset.UTC));
                statement.setLong(11, database.epoch());
                return statement.executeUpdate();
            }
        });
        return at(run, step, node)
                .orElseThrow(() -> new IllegalStateException("Snapshot of run %s expired at once".formatted(run)));
    }

    @Override
    public void inherit(RunId from, RunId to, Map<Integer, Integer> steps) {
        for (var known : of(from)) {
            var step = steps.get(known.step());
            var node = steps.get(known.node());
            if (step != null && node != null) {
                record(to, step, node, known.place(), known.tree());
            }
        }
    }

    /** The one of a step. */
    Optional<Snapshot> at(RunId run, int step, int node) {
        return select("run_id = ? and node = ? and step = ?", statement -> {
                    statement.setLong(1, run.value());
                    statement.setInt(2, node);
                    statement.setInt(3, step);
                })
                .stream()
                .findFirst();
    }

    @Override
    public List<Snapshot> of(RunId run) {
        return select("run_id = ? order by step, node", statement -> statement.setLong(1, run.value()));
    }

    @Override
    public Optional<Snapshot> nearest(RunId run, int node, int beforeOrAtStep) {
        return select("run_id = ? and node = ? and step <= ? order by step desc limit 1", statement -> {
                    statement.setLong(1, run.value());
                    statement.setInt(2, node);
                    statement.setInt(3, beforeOrAtStep);
                })
                .stream()
                .findFirst();
    }

    @Override
    public void expire(Instant now) {
        database.write(connection -> {
            try (var statement =
                    connection.prepareStatement("delete from workspace_snapshot where expires_at <= ?")) {
                statement.setObject(1, now.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
    }

    private List<Snapshot> select(String where, Binding binding) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT + where)) {
                binding.bind(statement);
                try (var rows = statement.executeQuery()) {
                    var found = new ArrayList<Snapshot>();
                    while (rows.next()) {
                        found.add(snapshot(rows));
                    }
                    return found;
                }
            }
        });
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getLong(1),
                new RunId(row.getLong(2)),
                row.getInt(3),
                row.getInt(4),
                row.getString(5),
                new TreeDigest(Digest.of(row.getBytes(6)).hex()),
                row.getLong(7),
                row.getLong(8),
                row.getTimestamp(9).toInstant(),
                row.getTimestamp(10).toInstant());
    }
}
