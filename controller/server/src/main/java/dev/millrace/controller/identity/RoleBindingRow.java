package dev.millrace.controller.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity(name = "RoleBinding")
@Table(name = "role_binding")
class RoleBindingRow {
    @Id
    long id;

    long principalId;

    /** Null: the whole installation. */
    @Nullable
    Long organizationId;

    String role;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which sets the fields
    RoleBindingRow() {}

    RoleBindingRow(long id, long principalId, @Nullable Long organizationId, String role) {
        this.id = id;
        this.principalId = principalId;
        this.organizationId = organizationId;
        this.role = role;
    }
}
