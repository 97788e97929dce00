package dev.millrace.controller.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

@Entity(name = "Principal")
@Table(name = "principal")
class PrincipalRow {
    @Id
    long id;

    String kind;
    String name;
    Instant createdAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which sets the fields
    PrincipalRow() {}

    PrincipalRow(long id, String kind, String name, Instant createdAt) {
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.createdAt = createdAt;
    }
}
