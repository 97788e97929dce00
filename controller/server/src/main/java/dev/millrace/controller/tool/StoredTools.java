package dev.millrace.controller.tool;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.tenant.Organization;
import dev.millrace.controller.tenant.TenantModule;
import dev.millrace.controller.tenant.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Rows of {@code tool}. */
final class StoredTools implements Tools {
    private final Database database;
    private final Tenants tenants;
    private final InstantSource clock;

    StoredTools(Database database, Tenants tenants, InstantSource clock) {
        this.database = database;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public List<Tool> of(OrganizationId organization) {
        return database.read(connection -> {
            try (var query =
                    connection.prepareStatement("select * from tool where organization_id = ? order by type, name")) {
                query.setLong(1, organization.value());
                try (var rows = query.executeQuery()) {
                    var found = new ArrayList<Tool>();
                    while (rows.next()) {
                        found.add(tool(rows));
                    }
                    return found;
                }
            }
        });
    }

    @Override
    public List<Tool> visible(OrganizationId organization) {
        var visible = new TreeMap<String, Tool>();
        tenants.organization(TenantModule.DEFAULT_ORGANIZATION)
                .map(Organization::id)
                .filter(common -> !common.equals(organization))
                .ifPresent(common -> of(common).forEach(tool -> visible.put(tool.id(), tool)));
        of(organization).forEach(tool -> visible.put(tool.id(), tool));
        return List.copyOf(visible.values());
    }

    @Override
    public void put(OrganizationId organization, Tool tool) {
        ToolRules.check(tool);
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into tool (organization_id, type, name, homes, environment, path, changed_at, revision)
                    values (?, ?, ?, ?::jsonb, ?::json, ?::jsonb, ?, 0)
                    on conflict (organization_id, type, name) do update set
                        homes = excluded.homes, environment = excluded.environment, path = excluded.path,
                        changed_at = excluded.changed_at, revision = tool.revision + 1
                    """)) {
                statement.setLong(1, organization.value());
                statement.setString(2, tool.type().name());
                statement.setString(3, tool.name());
                statement.setString(4, ToolText.homes(tool.homes()));
                statement.setString(5, ToolText.environment(tool.environment()));
                statement.setString(6, ToolText.path(tool.path()));
                statement.setTimestamp(7, Timestamp.from(clock.instant()));
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public boolean remove(OrganizationId organization, ToolType type, String name) {
        return database.write(connection -> {
                    try (var statement = connection.prepareStatement(
                            "delete from tool where organization_id = ? and type = ? and name = ?")) {
                        statement.setLong(1, organization.value());
                        statement.setString(2, type.name());
                        statement.setString(3, name);
                        return statement.executeUpdate();
                    }
                })
                > 0;
    }

    private static Tool tool(ResultSet row) throws SQLException {
        return new Tool(
                ToolType.of(row.getString("type")).orElse(ToolType.GENERIC),
                row.getString("name"),
                ToolText.homes(row.getString("homes")),
                ToolText.environment(row.getString("environment")),
                ToolText.path(row.getString("path")));
    }
}
