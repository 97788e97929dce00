package dev.millrace.controller.tenant;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.store.Sessions;
import dev.millrace.controller.store.WriteRefused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Organizations and projects in the database. */
final class StoredTenants implements Tenants {
    private final Sessions sessions;
    private final Ids ids;
    private final InstantSource clock;

    StoredTenants(Sessions sessions, Ids ids, InstantSource clock) {
        this.sessions = sessions;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public List<Organization> organizations() {
        return sessions.read(session ->
                session.createNativeQuery("select * from organization order by name", OrganizationRow.class).stream()
                        .map(OrganizationRow::organization)
                        .toList());
    }

    @Override
    public Optional<Organization> organization(String name) {
        return sessions.read(session -> session.createNativeQuery(
                        "select * from organization where name = :name", OrganizationRow.class)
                .setParameter("name", name)
                .uniqueResultOptional()
                .map(OrganizationRow::organization));
    }

    @Override
    public Optional<Organization> organization(OrganizationId id) {
        return sessions.read(session -> Optional.ofNullable(session.get(OrganizationRow.class, id.value()))
                .map(OrganizationRow::organization));
    }

    @Override
    public Organization createOrganization(String name) {
        var row = new OrganizationRow(ids.next(), Names.organization(name), now());
        try {
            return sessions.write(session -> {
                session.insert(row);
                return row.organization();
            });
        } catch (WriteRefused e) {
            throw taken(e, "organization", name);
        }
    }

    @Override
    public List<Project> projects(OrganizationId organization) {
        return sessions.read(session -> session
                .createNativeQuery(
                        "select * from project where organization_id = :organization order by name", ProjectRow.class)
                .setParameter("organization", organization.value())
                .stream()
                .map(ProjectRow::project)
                .toList());
    }

    @Override
    public Optional<Project> project(OrganizationId organization, String name) {
        return sessions.read(session -> session.createNativeQuery(
                        "select * from project where organization_id = :organization and name = :name",
                        ProjectRow.class)
                .setParameter("organization", organization.value())
                .setParameter("name", name)
                .uniqueResultOptional()
                .map(ProjectRow::project));
    }

    @Override
    public Optional<Project> project(ProjectId id) {
        return sessions.read(session ->
                Optional.ofNullable(session.get(ProjectRow.class, id.value())).map(ProjectRow::project));
    }

    @Override
    public Project createProject(OrganizationId organization, String name, Optional<String> definition) {
        try {
            return insert(organization, name, definition);
        } catch (WriteRefused e) {
            throw taken(e, "project", name);
        }
    }

    @Override
    public Project projectNamed(OrganizationId organization, String name) {
        var there = project(organization, name);
        if (there.isPresent()) {
            return there.get();
        }
        try {
            return insert(organization, name, Optional.empty());
        } catch (WriteRefused e) {
            if (e.isDuplicate()) { // somebody was faster
                return project(organization, name).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    private Project insert(OrganizationId organization, String name, Optional<String> definition) {
        if (organization(organization).isEmpty()) {
            throw new UserError(UserError.Kind.NOT_FOUND, "No organization " + organization, "");
        }
        var row = new ProjectRow(ids.next(), organization.value(), Names.project(name), definition.orElse(null), now());
        return sessions.write(session -> {
            session.insert(row);
            return row.project();
        });
    }

    @Override
    public Project define(ProjectId project, Optional<String> definition) {
        return sessions.write(session -> {
            var row = session.get(ProjectRow.class, project.value());
            if (row == null) {
                throw new UserError(UserError.Kind.NOT_FOUND, "No project " + project, "");
            }
            row.definition = definition.orElse(null);
            session.update(row);
            return row.project();
        });
    }

    private static RuntimeException taken(WriteRefused e, String what, String name) {
        return e.isDuplicate()
                ? new UserError(
                        UserError.Kind.CONFLICT,
                        "There is %s '%s' already".formatted(what, name),
                        "Choose another name")
                : e;
    }

    /** To the microsecond, as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
