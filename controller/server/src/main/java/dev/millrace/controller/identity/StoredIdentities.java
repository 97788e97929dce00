package dev.millrace.controller.identity;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.identity.KnownCallers.Known;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Sessions;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Principals, roles and tokens in the database. */
final class StoredIdentities implements Identities {
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(5);
    private static final int MOST_USES = 100_000;
    private static final int NAME_LENGTH = 100;

    private final Database database;
    private final Sessions sessions;
    private final Ids ids;
    private final InstantSource clock;
    private final TokenText texts = new TokenText();
    private final KnownCallers known = new KnownCallers();

    StoredIdentities(Database database, Sessions sessions, Ids ids, InstantSource clock) {
        this.database = database;
        this.sessions = sessions;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> authenticate(String token) {
        var now = now();
        var hash = TokenText.hash(token);
        return known.find(hash, now, () -> lookUp(hash, now));
    }

    private Optional<Known> lookUp(Digest hash, Instant now) {
        var found = sessions.read(session -> session.createNativeQuery(
                        "select * from api_token where hash = :hash", ApiTokenRow.class)
                .setParameter("hash", hash.bytes())
                .uniqueResultOptional()
                .filter(token -> token.isValid(now))
                .map(token -> new Found(token, caller(session, token.principalId))));
        found.ifPresent(valid -> noteUse(valid.token(), now));
        return found.map(valid -> Known.from(valid.caller(), valid.token(), now));
    }

    private record Found(ApiTokenRow token, Caller caller) {}

    private static Caller caller(StatelessSession session, long id) {
        var principal = session.get(PrincipalRow.class, id);
        var admin = false;
        var roles = new HashMap<OrganizationId, Role>();
        for (var binding : session.createNativeQuery(
                        "select * from role_binding where principal_id = :id", RoleBindingRow.class)
                .setParameter("id", id)
                .list()) {
            var organization = binding.organizationId;
            var role = role(binding.role);
            if (organization == null) {
                admin |= role.equals(Optional.of(Role.ADMIN));
            } else {
                role.ifPresent(granted ->
                        roles.merge(new OrganizationId(organization), granted, (a, b) -> a.compareTo(b) > 0 ? a : b));
            }
        }
        return new Caller(id, principal.name, admin, java.util.Map.copyOf(roles));
    }

    /** The role of people; agents have none. */
    private static Optional<Role> role(String stored) {
        return switch (stored) {
            case "admin" -> Optional.of(Role.ADMIN);
            case "developer" -> Optional.of(Role.DEVELOPER);
            case "viewer" -> Optional.of(Role.VIEWER);
            default -> Optional.empty();
        };
    }

    private void noteUse(ApiTokenRow token, Instant now) {
        var before = token.lastUsedAt;
        if (before != null && now.isBefore(before.plus(USE_NOTED_EVERY))) {
            return;
        }
        database.write(connection -> {
            try (var statement = connection.prepareStatement("update api_token set last_used_at = ? where id = ?")) {
                statement.setObject(1, now.atOffset(ZoneOffset.UTC));
                statement.setLong(2, token.id);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<String> bootstrapAdmin() {
        var now = now();
        return sessions.write(session -> {
            if (session.createNativeQuery("select count(*) from principal", Long.class)
                            .getSingleResult()
                    > 0) {
                return Optional.empty();
            }
            var admin = new PrincipalRow(ids.next(), "person", "admin", now);
            session.insert(admin);
            session.insert(new RoleBindingRow(ids.next(), admin.id, null, "admin"));
            var text = texts.next(TokenText.API);
            session.insert(new ApiTokenRow(
                    ids.next(), admin.id, "first start", TokenText.hash(text).bytes(), now, null));
            return Optional.of(text);
        });
    }

    @Override
    public NewToken createToken(Caller caller, String name, Optional<Duration> lifetime) {
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw new UserError(
                    UserError.Kind.INVALID, "Not a name for a token: '%s'".formatted(name), "1 to 100 characters");
        }
        var now = now();
        var text = texts.next(TokenText.API);
        var row = new ApiTokenRow(
                ids.next(),
                caller.principal(),
                name,
                TokenText.hash(text).bytes(),
                now,
                lifetime.map(positive -> end(now, positive)).orElse(null));
        sessions.write(session -> session.insert(row));
        return new NewToken(row.facts(), text);
    }

    private static Instant end(Instant now, Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new UserError(
                    UserError.Kind.INVALID, "Not a lifetime: " + lifetime, "More than nothing and less than a century");
        }
        return now.plus(lifetime);
    }

    @Override
    public List<TokenFacts> tokens(Caller caller) {
        return sessions.read(session -> session
                .createNativeQuery(
                        "select * from api_token where principal_id = :id and revoked_at is null order by id",
                        ApiTokenRow.class)
                .setParameter("id", caller.principal())
                .stream()
                .map(ApiTokenRow::facts)
                .toList());
    }

    @Override
    public boolean revoke(Caller caller, long tokenId) {
        var now = now();
        var revoked = sessions.write(session -> {
            var token = session.get(ApiTokenRow.class, tokenId);
            if (token == null || token.principalId != caller.principal() || token.revokedAt != null) {
                return false;
            }
            token.revokedAt = now;
            session.update(token);
            return true;
        });
        known.forget(tokenId);
        return revoked;
    }

    @Override
    public JoinToken createJoinToken(Caller caller, Optional<String> agentName, Duration lifetime, int uses) {
        if (uses < 1 || uses > MOST_USES) {
            throw new UserError(
                    UserError.Kind.INVALID,
                    "A join token is for 1 to 100,000 agents, not " + uses,
                    "Give that many uses");
        }
        var text = texts.next(TokenText.JOIN);
        var now = now();
        var expires = end(now, lifetime);
        return database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into join_token (hash, agent_name, created_by, created_at, expires_at, uses)
                    values (?, ?, ?, ?, ?, ?)""")) {
                statement.setBytes(1, TokenText.hash(text).bytes());
                statement.setString(2, agentName.orElse(null));
                statement.setObject(3, caller.isController() ? null : caller.principal(), Types.BIGINT);
                statement.setObject(4, now.atOffset(ZoneOffset.UTC));
                statement.setObject(5, expires.atOffset(ZoneOffset.UTC));
                statement.setInt(6, uses);
                statement.executeUpdate();
                return new JoinToken(text, expires);
            }
        });
    }

    @Override
    public boolean useJoinToken(String text, String agentName) {
        var now = now().atOffset(ZoneOffset.UTC);
        return database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update join_token set used_at = ?, used = used + 1
                    where hash = ? and used < uses and expires_at > ? and (agent_name is null or agent_name = ?)""")) {
                statement.setObject(1, now);
                statement.setBytes(2, TokenText.hash(text).bytes());
                statement.setObject(3, now);
                statement.setString(4, agentName);
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void audit(Caller caller, String action, String subject) {
        var id = ids.next();
        database.write(connection -> {
            try (var statement = connection.prepareStatement(
                    "insert into audit (id, at, principal_id, action, subject) values (?, ?, ?, ?, ?)")) {
                statement.setLong(1, id);
                statement.setObject(2, now().atOffset(ZoneOffset.UTC));
                if (caller.principal() > 0) {
                    statement.setLong(3, caller.principal());
                } else {
                    statement.setNull(3, Types.BIGINT); // the controller itself
                }
                statement.setString(4, action);
                statement.setString(5, subject);
                return statement.executeUpdate();
            }
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
