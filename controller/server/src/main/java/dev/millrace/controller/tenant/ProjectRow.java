package dev.millrace.controller.tenant;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Column {@code settings} is not mapped yet: nothing reads it. */
@Entity(name = "Project")
@Table(name = "project")
class ProjectRow {
    @Id
    long id;

    long organizationId;
    String name;

    @Nullable
    String definition;

    Instant createdAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which sets the fields
    ProjectRow() {}

    ProjectRow(long id, long organizationId, String name, @Nullable String definition, Instant createdAt) {
        this.id = id;
        this.organizationId = organizationId;
        this.name = name;
        this.definition = definition;
        this.createdAt = createdAt;
    }

    Project project() {
        return new Project(
                new ProjectId(id),
                new OrganizationId(organizationId),
                name,
                Optional.ofNullable(definition),
                createdAt);
    }
}
