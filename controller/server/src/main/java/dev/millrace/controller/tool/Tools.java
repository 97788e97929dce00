package dev.millrace.controller.tool;

import dev.millrace.controller.base.OrganizationId;
import java.util.List;

/** The tools of organizations. Safe for use by many threads. */
public interface Tools {
    /** An organization's own, by type and name. */
    List<Tool> of(OrganizationId organization);

    /** Those that a run of an organization can use: its own, and those of the organization {@code default} where it has none of the same type and name. */
    List<Tool> visible(OrganizationId organization);

    /** Makes or replaces one. Fails with {@link dev.millrace.controller.base.UserError} where it cannot be. */
    void put(OrganizationId organization, Tool tool);

    /** Removes one; false where there was none. Runs that use it go on with it. */
    boolean remove(OrganizationId organization, ToolType type, String name);
}
