package dev.millrace.controller.source;

import dev.millrace.controller.base.OrganizationId;
import java.util.List;
import java.util.Optional;

/** The shared libraries of organizations. Safe for use by many threads. */
public interface LibrarySettings {
    /** An organization's own, by name. */
    List<LibrarySetting> of(OrganizationId organization);

    /** Those that a run of an organization can load, by name: its own, and those of the organization {@code default} where it has none of the same name. */
    List<LibrarySetting> visible(OrganizationId organization);

    /** One that a run of an organization can load. */
    default Optional<LibrarySetting> visible(OrganizationId organization, String name) {
        return visible(organization).stream()
                .filter(library -> library.name().equals(name))
                .findFirst();
    }

    /** Makes or replaces one. Fails with {@link dev.millrace.controller.base.UserError} where it cannot be. */
    void put(OrganizationId organization, LibrarySetting library);

    /** Removes one; false where there was none. Runs that have loaded it go on with it. */
    boolean remove(OrganizationId organization, String name);
}
