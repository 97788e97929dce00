package dev.millrace.controller.execution;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.source.LibrarySetting;
import dev.millrace.controller.source.LibrarySettings;
import dev.millrace.controller.source.LibraryTrees;
import java.util.List;

/**
 * Shared libraries for programs that are no runs.
 *
 * @param catalog plugins that read repositories
 * @param settings what organizations have
 * @param trees where the files of libraries are kept
 */
record Lending(StepCatalog catalog, LibrarySettings settings, LibraryTrees trees) {
    LibraryBody body(LibraryBody.Borrower borrower) {
        return new LibraryBody(catalog, settings, trees, borrower);
    }

    /** Names of those that each program of an organization has. */
    List<String> implicit(OrganizationId organization) {
        return settings.visible(organization).stream()
                .filter(LibrarySetting::implicit)
                .map(LibrarySetting::name)
                .toList();
    }
}
