package dev.millrace.controller.tool;

import dev.millrace.controller.store.Database;
import dev.millrace.controller.tenant.Tenants;
import java.time.InstantSource;

/** Builds this package's part of the controller. */
public final class ToolModule {
    private ToolModule() {}

    /** Tools in the database. */
    public static Tools create(Database database, Tenants tenants, InstantSource clock) {
        return new StoredTools(database, tenants, clock);
    }
}
