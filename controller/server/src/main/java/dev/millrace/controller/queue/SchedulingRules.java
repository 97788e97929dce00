package dev.millrace.controller.queue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.store.Database;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What people say of the scheduling of organizations: declared locks, categories of throttles, shares. Safe for use by many threads. */
public interface SchedulingRules {
    /** On this database. */
    static SchedulingRules on(Database database) {
        return new StoredRules(database);
    }

    /** Of one organization. */
    OrganizationRules of(OrganizationId organization);

    /** Of all organizations of which something is said. */
    Map<OrganizationId, OrganizationRules> all();

    /** Declares a lock, or gives it other labels. */
    void lock(OrganizationId organization, String name, Set<String> labels);

    /** Says what a category allows. */
    void throttle(OrganizationId organization, Throttle throttle);

    /** Says what a project is entitled to; empty: the organization. */
    void share(OrganizationId organization, String project, Entitlement entitlement);

    /** Says what the weakest sandbox of an organization's jobs is; one of {@link OrganizationRules#SANDBOXES}. */
    void floor(OrganizationId organization, String sandbox);

    /** Takes back what was said of this kind under this name; false where nothing was. */
    boolean remove(OrganizationId organization, Kind kind, String name);

    /** Hears of each organization for which something is said otherwise from now on; on the thread that says it. */
    void follow(Consumer<OrganizationId> changed);

    /** What can be said. */
    enum Kind {
        LOCK,
        THROTTLE,
        SHARE,
        SANDBOX
    }
}
