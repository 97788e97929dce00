package dev.millrace.controller.tenant;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Sessions;
import java.time.InstantSource;
import java.util.List;

/** Offers {@link Tenants}. */
public final class TenantModule {
    /** The organization that is there from the first start on. */
    public static final String DEFAULT_ORGANIZATION = "default";

    private TenantModule() {}

    /** The mapped classes of this package. */
    public static List<Class<?>> entities() {
        return List.of(OrganizationRow.class, ProjectRow.class);
    }

    /** What pipelines say about their projects. */
    public static Settings settings(Database database) {
        return new StoredSettings(database);
    }

    /** Makes the default organization where it is missing. */
    public static Tenants create(Sessions sessions, Ids ids, InstantSource clock) {
        var tenants = new KnownTenants(new StoredTenants(sessions, ids, clock));
        if (tenants.organization(DEFAULT_ORGANIZATION).isEmpty()) {
            tenants.createOrganization(DEFAULT_ORGANIZATION);
        }
        return tenants;
    }
}
