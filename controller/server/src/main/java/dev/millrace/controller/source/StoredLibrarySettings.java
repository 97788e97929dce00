package dev.millrace.controller.source;

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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Rows of {@code library}. This controller alone owns the database: what was read once is known until it is changed here. */
final class StoredLibrarySettings implements LibrarySettings {
    private final Database database;
    private final Tenants tenants;
    private final InstantSource clock;
    private final Map<OrganizationId, List<LibrarySetting>> known = new ConcurrentHashMap<>();

    StoredLibrarySettings(Database database, Tenants tenants, InstantSource clock) {
        this.database = database;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public List<LibrarySetting> of(OrganizationId organization) {
        return known.computeIfAbsent(organization, this::read);
    }

    private List<LibrarySetting> read(OrganizationId organization) {
        return database.read(connection -> {
            try (var query =
                    connection.prepareStatement("select * from library where organization_id = ? order by name")) {
                query.setLong(1, organization.value());
                try (var rows = query.executeQuery()) {
                    var found = new ArrayList<LibrarySetting>();
                    while (rows.next()) {
                        found.add(setting(rows));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    @Override
    public List<LibrarySetting> visible(OrganizationId organization) {
        var visible = new TreeMap<String, LibrarySetting>();
        tenants.organization(TenantModule.DEFAULT_ORGANIZATION)
                .map(Organization::id)
                .filter(common -> !common.equals(organization))
                .ifPresent(common -> of(common).forEach(library -> visible.put(library.name(), library)));
        of(organization).forEach(library -> visible.put(library.name(), library));
        return List.copyOf(visible.values());
    }

    @Override
    public void put(OrganizationId organization, LibrarySetting library) {
        LibraryRules.check(library);
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into library (organization_id, name, kind, url, default_version, implicit, trusted, allow_override, changed_at, revision)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                    on conflict (organization_id, name) do update set
                        kind = excluded.kind, url = excluded.url, default_version = excluded.default_version,
                        implicit = excluded.implicit, trusted = excluded.trusted, allow_override = excluded.allow_override,
                        changed_at = excluded.changed_at, revision = library.revision + 1
                    """)) {
                statement.setLong(1, organization.value());
                statement.setString(2, library.name());
                statement.setString(3, library.kind());
                statement.setString(4, library.url());
                statement.setString(5, library.defaultVersion().orElse(null));
                statement.setBoolean(6, library.implicit());
                statement.setBoolean(7, library.trusted());
                statement.setBoolean(8, library.allowOverride());
                statement.setTimestamp(9, Timestamp.from(clock.instant()));
                return statement.executeUpdate();
            }
        });
        known.remove(organization);
    }

    @Override
    public boolean remove(OrganizationId organization, String name) {
        var removed = database.write(connection -> {
                    try (var statement =
                            connection.prepareStatement("delete from library where organization_id = ? and name = ?")) {
                        statement.setLong(1, organization.value());
                        statement.setString(2, name);
                        return statement.executeUpdate();
                    }
                })
                > 0;
        known.remove(organization);
        return removed;
    }

    private static LibrarySetting setting(ResultSet row) throws SQLException {
        return new LibrarySetting(
                row.getString("name"),
                row.getString("kind"),
                row.getString("url"),
                Optional.ofNullable(row.getString("default_version")),
                row.getBoolean("implicit"),
                row.getBoolean("trusted"),
                row.getBoolean("allow_override"));
    }
}
