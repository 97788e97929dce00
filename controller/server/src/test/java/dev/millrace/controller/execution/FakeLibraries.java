package dev.millrace.controller.execution;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.source.LibrarySetting;
import dev.millrace.controller.source.LibrarySettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Libraries in memory, the same for every organization. */
final class FakeLibraries implements LibrarySettings {
    private final Map<String, LibrarySetting> libraries = new ConcurrentSkipListMap<>();

    @Override
    public List<LibrarySetting> of(OrganizationId organization) {
        return List.copyOf(libraries.values());
    }

    @Override
    public List<LibrarySetting> visible(OrganizationId organization) {
        return of(organization);
    }

    @Override
    public void put(OrganizationId organization, LibrarySetting library) {
        libraries.put(library.name(), library);
    }

    @Override
    public boolean remove(OrganizationId organization, String name) {
        return libraries.remove(name) != null;
    }
}
