package dev.millrace.controller.web;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.tenant.Organization;
import dev.millrace.controller.tenant.Project;
import dev.millrace.controller.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Begins with the organizations {@code default} and {@code other}. */
final class FakeTenants implements Tenants {
    private final Map<Long, Organization> organizations = new ConcurrentSkipListMap<>();
    private final Map<Long, Project> projects = new ConcurrentSkipListMap<>();
    private final AtomicLong last = new AtomicLong();

    FakeTenants() {
        createOrganization("default");
        createOrganization("other");
    }

    @Override
    public List<Organization> organizations() {
        return List.copyOf(organizations.values());
    }

    @Override
    public Optional<Organization> organization(String name) {
        return organizations.values().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    @Override
    public Optional<Organization> organization(OrganizationId id) {
        return Optional.ofNullable(organizations.get(id.value()));
    }

    @Override
    public Organization createOrganization(String name) {
        if (organization(name).isPresent()) {
            throw new UserError(UserError.Kind.CONFLICT, "The name '" + name + "' is taken", "Take another");
        }
        var made = new Organization(new OrganizationId(last.incrementAndGet()), name, Instant.EPOCH);
        organizations.put(made.id().value(), made);
        return made;
    }

    @Override
    public List<Project> projects(OrganizationId organization) {
        return projects.values().stream()
                .filter(one -> one.organization().equals(organization))
                .toList();
    }

    @Override
    public Optional<Project> project(OrganizationId organization, String name) {
        return projects(organization).stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    @Override
    public Optional<Project> project(ProjectId id) {
        return Optional.ofNullable(projects.get(id.value()));
    }

    @Override
    public Project createProject(OrganizationId organization, String name, Optional<String> definition) {
        var made = new Project(new ProjectId(last.incrementAndGet()), organization, name, definition, Instant.EPOCH);
        projects.put(made.id().value(), made);
        return made;
    }

    @Override
    public synchronized Project projectNamed(OrganizationId organization, String name) {
        return project(organization, name).orElseGet(() -> createProject(organization, name, Optional.empty()));
    }

    @Override
    public Project define(ProjectId project, Optional<String> definition) {
        var was = project(project).orElseThrow();
        var now = new Project(was.id(), was.organization(), was.name(), definition, was.createdAt());
        projects.put(now.id().value(), now);
        return now;
    }
}
