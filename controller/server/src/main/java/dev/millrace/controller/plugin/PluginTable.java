package dev.millrace.controller.plugin;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Decisions in table plugin. */
final class PluginTable implements PluginRecords {
    private final Database database;
    private final Clock clock;

    PluginTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Map<String, Decision> all() {
        return database.read(connection -> {
            var found = new TreeMap<String, Decision>();
            try (var query =
                            connection.prepareStatement("select id, version, archive, permissions, state from plugin");
                    var rows = query.executeQuery()) {
                while (rows.next()) {
                    var decision = decision(rows);
                    found.put(decision.id(), decision);
                }
            }
            return found;
        });
    }

    @Override
    public void keep(Decision decision) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into plugin (id, version, archive, permissions, state, installed_at, revision)
                    values (?, ?, ?, ?, ?, ?, 0)
                    on conflict (id) do update set
                        version = excluded.version, archive = excluded.archive, permissions = excluded.permissions,
                        state = excluded.state, revision = plugin.revision + 1
                    """)) {
                statement.setString(1, decision.id());
                statement.setString(2, decision.version());
                statement.setBytes(3, decision.archive().bytes());
                statement.setArray(
                        4,
                        connection.createArrayOf("text", decision.permissions().toArray()));
                statement.setString(5, decision.enabled() ? "enabled" : "disabled");
                statement.setObject(6, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void forget(String id) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("delete from plugin where id = ?")) {
                statement.setString(1, id);
                return statement.executeUpdate();
            }
        });
    }

    private static Decision decision(ResultSet row) throws SQLException {
        var permissions = (Object[]) row.getArray("permissions").getArray();
        return new Decision(
                row.getString("id"),
                row.getString("version"),
                Digest.of(row.getBytes("archive")),
                Arrays.stream(permissions).map(String::valueOf).toList(),
                row.getString("state").equals("enabled"));
    }
}
