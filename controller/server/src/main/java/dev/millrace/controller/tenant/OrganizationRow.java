package dev.millrace.controller.tenant;

import dev.millrace.controller.base.OrganizationId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

@Entity(name = "Organization")
@Table(name = "organization")
class OrganizationRow {
    @Id
    long id;

    String name;
    Instant createdAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which sets the fields
    OrganizationRow() {}

    OrganizationRow(long id, String name, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.createdAt = createdAt;
    }

    Organization organization() {
        return new Organization(new OrganizationId(id), name, createdAt);
    }
}
