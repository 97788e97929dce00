package dev.millrace.controller.tenant;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was read: every trigger asks for an organization and a project, several times. This controller alone owns the database, nobody removes or
 * renames them, and what changes here is forgotten here.
 */
final class KnownTenants implements Tenants {
    private static final int REMEMBERED = 10_000;

    private final Tenants stored;
    private final Map<ProjectId, Project> projects = new ConcurrentHashMap<>();
    private final Map<Name, ProjectId> names = new ConcurrentHashMap<>();
    private @Nullable List<Organization> organizations;

    KnownTenants(Tenants stored) {
        this.stored = stored;
    }

    private record Name(OrganizationId organization, String name) {}

    @Override
    public synchronized List<Organization> organizations() {
        var known = organizations;
        if (known == null) {
            known = stored.organizations();
            organizations = known;
        }
        return known;
    }

    @Override
    public Optional<Organization> organization(String name) {
        return organizations().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Organization> organization(OrganizationId id) {
        return organizations().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public synchronized Organization createOrganization(String name) {
        organizations = null;
        return stored.createOrganization(name);
    }

    @Override
    public List<Project> projects(OrganizationId organization) {
        return stored.projects(organization);
    }

    @Override
    public Optional<Project> project(OrganizationId organization, String name) {
        var known = names.get(new Name(organization, name));
        return known == null ? stored.project(organization, name).map(this::keep) : project(known);
    }

    /** A load and the forgetting that follows a change wait for each other: what was read before a change does not stay. */
    @Override
    public Optional<Project> project(ProjectId id) {
        if (projects.size() >= REMEMBERED) {
            projects.clear();
        }
        return Optional.ofNullable(
                projects.computeIfAbsent(id, key -> stored.project(key).orElse(null)));
    }

    @Override
    public Project createProject(OrganizationId organization, String name, Optional<String> definition) {
        return keep(stored.createProject(organization, name, definition));
    }

    @Override
    public Project projectNamed(OrganizationId organization, String name) {
        return project(organization, name).orElseGet(() -> keep(stored.projectNamed(organization, name)));
    }

    @Override
    public Project define(ProjectId project, Optional<String> definition) {
        try {
            return stored.define(project, definition);
        } finally {
            projects.remove(project);
        }
    }

    /** Only the name, which does not change; the rest is read when it is asked for. */
    private Project keep(Project project) {
        if (names.size() >= REMEMBERED) {
            names.clear();
        }
        names.put(new Name(project.organization(), project.name()), project.id());
        return project;
    }
}
