package dev.millrace.controller.execution;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.tenant.Organization;
import dev.millrace.controller.tenant.Project;
import dev.millrace.controller.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One organization with one project. */
final class Shop implements Tenants {
    final Organization organization = new Organization(new OrganizationId(1), "shop", Instant.EPOCH);
    final Project project = new Project(new ProjectId(2), organization.id(), "till", Optional.empty(), Instant.EPOCH);

    Shop(Database database) {
        database.write(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("insert into organization values (1, 'shop', now(), 0)");
                return statement.executeUpdate(
                        "insert into project (id, organization_id, name, created_at, version) values (2, 1, 'till', now(), 0)");
            }
        });
    }

    @Override
    public List<Organization> organizations() {
        return List.of(organization);
    }

    @Override
    public Optional<Organization> organization(String name) {
        return Optional.of(organization);
    }

    @Override
    public Optional<Organization> organization(OrganizationId id) {
        return Optional.of(organization);
    }

    @Override
    public Organization createOrganization(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Project> projects(OrganizationId id) {
        return List.of(project);
    }

    @Override
    public Optional<Project> project(OrganizationId id, String name) {
        return Optional.of(project);
    }

    @Override
    public Optional<Project> project(ProjectId id) {
        return Optional.of(project);
    }

    @Override
    public Project createProject(OrganizationId id, String name, Optional<String> definition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Project projectNamed(OrganizationId id, String name) {
        return project;
    }

    @Override
    public Project define(ProjectId id, Optional<String> definition) {
        throw new UnsupportedOperationException();
    }
}
