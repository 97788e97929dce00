package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.source.LibrarySetting;
import dev.millrace.controller.source.LibrarySettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Libraries in memory, by organization. */
final class FakeLibraries implements LibrarySettings {
    private final Map<OrganizationId, Map<String, LibrarySetting>> libraries = new ConcurrentHashMap<>();

    private Map<String, LibrarySetting> own(OrganizationId organization) {
        return libraries.computeIfAbsent(organization, _ -> new ConcurrentSkipListMap<>());
    }

    @Override
    public List<LibrarySetting> of(OrganizationId organization) {
        return List.copyOf(own(organization).values());
    }

    @Override
    public List<LibrarySetting> visible(OrganizationId organization) {
        return of(organization);
    }

    @Override
    public void put(OrganizationId organization, LibrarySetting library) {
        own(organization).put(library.name(), library);
    }

    @Override
    public boolean remove(OrganizationId organization, String name) {
        return own(organization).remove(name) != null;
    }
}
