package dev.millrace.controller.identity;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Sessions;
import java.time.InstantSource;
import java.util.List;

/** Offers {@link Identities}. */
public final class IdentityModule {
    private IdentityModule() {}

    /** The mapped classes of this package. */
    public static List<Class<?>> entities() {
        return List.of(PrincipalRow.class, RoleBindingRow.class, ApiTokenRow.class);
    }

    /** Over the database. */
    public static Identities create(Database database, Sessions sessions, Ids ids, InstantSource clock) {
        return new StoredIdentities(database, sessions, ids, clock);
    }

    /** Without a database: the controller itself, with this token, and nobody else. */
    public static Identities only(String token) {
        return new OneCaller(token);
    }
}
