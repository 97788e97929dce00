package dev.millrace.controller.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.fleet.FleetRegister.Introduction;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.RowStatement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQL of the agent table. */
final class AgentRows {
    /** Of an agent that was given its one job. */
    static final RowStatement<AgentId> SPENT = byId("update agent set spent = true where id = ?", 12);

    static final RowStatement<AgentId> DELETE = byId("delete from agent where id = ?", 40);

    private static final TypeReference<Map<String, String>> VARIABLES = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json = new ObjectMapper();

    AgentRows(Database database) {
        this.database = database;
    }

    List<AgentRecord> all() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select * from agent order by id");
                    var rows = statement.executeQuery()) {
                var agents = new ArrayList<AgentRecord>();
                while (rows.next()) {
                    agents.add(agent(rows));
                }
                return agents;
            }
        });
    }

    void insert(AgentRecord agent) {
        change("""
                insert into agent (name, labels, executors, environment, platform, release, protocol, sandboxes, state, last_seen_at, cpu_millis, memory_bytes, ephemeral, key_digest, key_since, next_key_digest, rotate,
                    created_at, id)
                values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", (connection, statement) -> {
            bind(connection, statement, agent);
            statement.setObject(18, at(agent.createdAt()));
            statement.setLong(19, agent.id().value());
        });
    }

    /** Sets the whole state. */
    void update(AgentRecord agent) {
        change("""
                update agent set name = ?, labels = ?, executors = ?, environment = ?::jsonb, platform = ?, release = ?, protocol = ?, sandboxes = ?,
                    state = ?, last_seen_at = ?, cpu_millis = ?, memory_bytes = ?, ephemeral = ?,
                    key_digest = ?, key_since = ?, next_key_digest = ?, rotate = ?, version = version + 1
                where id = ?""", (connection, statement) -> {
            bind(connection, statement, agent);
            statement.setLong(18, agent.id().value());
        });
    }

    /** When these were last seen. */
    void seen(Map<AgentId, Instant> agents) {
        change(
                "update agent set last_seen_at = seen.at from unnest(?, ?) as seen (id, at) where agent.id = seen.id",
                (connection, statement) -> {
                    var seen = List.copyOf(agents.entrySet());
                    statement.setArray(
                            1,
                            connection.createArrayOf(
                                    "bigint",
                                    seen.stream()
                                            .map(each -> each.getKey().value())
                                            .toArray()));
                    statement.setArray(
                            2,
                            connection.createArrayOf(
                                    "timestamptz",
                                    seen.stream()
                                            .map(each -> at(each.getValue()))
                                            .toArray()));
                });
    }

    private static RowStatement<AgentId> byId(String sql, int rank) {
        return new RowStatement<>() {
            @Override
            public String sql() {
                return sql;
            }

            @Override
            public void bind(PreparedStatement statement, AgentId agent) throws SQLException {
                statement.setLong(1, agent.value());
            }

            @Override
            public int rank() {
                return rank;
            }
        };
    }

    private void change(String sql, Binder binder) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                binder.bind(connection, statement);
                return statement.executeUpdate();
            }
        });
    }

    private void bind(Connection connection, PreparedStatement statement, AgentRecord agent) throws SQLException {
        var said = agent.introduction();
        // A removed agent's name is free for another one.
        statement.setString(1, agent.removed() ? said.name() + "#" + agent.id() : said.name());
        statement.setArray(2, texts(connection, said.labels()));
        statement.setInt(3, said.executors());
        statement.setString(4, encode(said.environment()));
        statement.setString(5, said.platform());
        statement.setString(6, said.release());
        statement.setInt(7, said.protocol());
        statement.setArray(8, texts(connection, said.sandboxes()));
        statement.setString(9, agent.state());
        statement.setObject(
                10, agent.lastSeenAt().map(AgentRows::at).orElse(null), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setInt(11, said.cpuMillis());
        statement.setLong(12, said.memoryBytes());
        statement.setBoolean(13, said.ephemeral());
        var key = agent.key();
        statement.setBytes(14, key.current().bytes());
        statement.setObject(15, at(key.since()));
        statement.setBytes(16, key.next().map(Digest::bytes).orElse(null));
        statement.setBoolean(17, key.asked());
    }

    private AgentRecord agent(ResultSet row) throws SQLException {
        var name = row.getString("name");
        int removed = name.indexOf('#');
        var introduction = new Introduction(
                removed < 0 ? name : name.substring(0, removed),
                texts(row.getArray("labels")),
                row.getInt("executors"),
                decode(row.getString("environment")),
                row.getString("platform"),
                row.getString("release"),
                row.getInt("protocol"),
                texts(row.getArray("sandboxes")),
                row.getInt("cpu_millis"),
                row.getLong("memory_bytes"),
                row.getBoolean("ephemeral"));
        return new AgentRecord(
                new AgentId(row.getLong("id")),
                key(row),
                introduction,
                row.getString("state"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("last_seen_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getBoolean("spent"));
    }

    private static AgentKey key(ResultSet row) throws SQLException {
        var since = row.getObject("key_since", OffsetDateTime.class);
        return new AgentKey(
                Digest.of(row.getBytes("key_digest")),
                (since == null ? row.getObject("created_at", OffsetDateTime.class) : since).toInstant(),
                Optional.ofNullable(row.getBytes("next_key_digest")).map(Digest::of),
                row.getBoolean("rotate"));
    }

    private String encode(Map<String, String> variables) throws SQLException {
        try {
            return json.writeValueAsString(variables);
        } catch (JsonProcessingException e) {
            throw new SQLException("Environment of an agent", e);
        }
    }

    private Map<String, String> decode(String stored) throws SQLException {
        try {
            return json.readValue(stored, VARIABLES);
        } catch (JsonProcessingException e) {
            throw new SQLException("Environment of an agent", e);
        }
    }

    private static Array texts(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** Sets parameters. */
    private interface Binder {
        void bind(Connection connection, PreparedStatement statement) throws SQLException;
    }
}
