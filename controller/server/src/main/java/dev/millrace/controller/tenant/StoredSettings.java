package dev.millrace.controller.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.RowStatement;
import dev.millrace.controller.store.Write;
import dev.millrace.controller.tenant.ProjectProperties.Property;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rows of {@code project_properties}. This controller alone owns the database, so that what was read once is known until somebody changes it. */
final class StoredSettings implements Settings {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REMEMBERED = 10_000;

    private final Database database;
    private final Change change;
    private final StoredLimits limits;
    private final Map<Key, ProjectProperties> known = new ConcurrentHashMap<>();

    StoredSettings(Database database) {
        this.database = database;
        this.limits = new StoredLimits(database);
        this.change = new Change(database.epoch());
    }

    @Override
    public ProjectProperties of(ProjectId project, String branch) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(
                new Key(project, branch), key -> ofProject(project).getOrDefault(branch, ProjectProperties.NONE));
    }

    @Override
    public Map<String, ProjectProperties> ofProject(ProjectId project) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement(
                    "select series, properties from project_properties where project_id = ? order by series")) {
                query.setLong(1, project.value());
                try (var rows = query.executeQuery()) {
                    var found = new LinkedHashMap<String, ProjectProperties>();
                    while (rows.next()) {
                        found.put(rows.getString(1), read(rows.getString(2)));
                    }
                    return found;
                }
            }
        });
    }

    @Override
    public Write<?> change(ProjectId project, String branch, long run, ProjectProperties said) {
        return new Write<>(change, new Row(project.value(), branch, run, write(said)));
    }

    @Override
    public void changed(ProjectId project, String branch) {
        known.remove(new Key(project, branch));
    }

    @Override
    public RunLimits limits(OrganizationId organization) {
        return limits.of(organization);
    }

    @Override
    public void limit(OrganizationId organization, RunLimits changed) {
        limits.change(organization, changed);
    }

    private static String write(ProjectProperties properties) {
        try {
            return JSON.writeValueAsString(properties.list().stream()
                            .map(one -> Map.of("kind", one.kind(), "fields", one.fields()))
                            .toList())
                    .replace("\\u0000", "");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not properties that JSON can hold: " + properties, e);
        }
    }

    private static ProjectProperties read(String text) {
        try {
            return new ProjectProperties(JSON.readValue(text, new TypeReference<List<Property>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Unreadable properties of a project", e);
        }
    }

    private record Key(ProjectId project, String branch) {}

    private record Row(long project, String branch, long run, String properties) {}

    private record Change(long epoch) implements RowStatement<Row> {
        @Override
        public String sql() {
            return """
                    insert into project_properties (project_id, series, number, properties, changed_at, owner_epoch)
                    values (?, ?, ?, ?::jsonb, now(), ?)
                    on conflict (project_id, series) do update set number = excluded.number, properties = excluded.properties,
                        changed_at = excluded.changed_at, owner_epoch = excluded.owner_epoch
                    where project_properties.number <= excluded.number""";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            statement.setLong(1, row.project());
            statement.setString(2, row.branch());
            statement.setLong(3, row.run());
            statement.setString(4, row.properties());
            statement.setLong(5, epoch);
        }

        @Override
        public int rank() {
            return 20;
        }

        @Override
        public int weight(Row row) {
            return 128 + row.properties().length();
        }
    }
}
