package dev.millrace.controller.identity;

import dev.millrace.controller.identity.Identities.TokenFacts;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity(name = "ApiToken")
@Table(name = "api_token")
class ApiTokenRow {
    @Id
    long id;

    long principalId;
    String name;

    /** SHA-256 of the token's text. */
    byte[] hash;

    Instant createdAt;

    @Nullable
    Instant expiresAt;

    @Nullable
    Instant lastUsedAt;

    @Nullable
    Instant revokedAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init") // for Hibernate, which sets the fields
    ApiTokenRow() {}

    ApiTokenRow(long id, long principalId, String name, byte[] hash, Instant createdAt, @Nullable Instant expiresAt) {
        this.id = id;
        this.principalId = principalId;
        this.name = name;
        this.hash = hash;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    boolean isValid(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    TokenFacts facts() {
        return new TokenFacts(id, name, createdAt, Optional.ofNullable(expiresAt));
    }
}
