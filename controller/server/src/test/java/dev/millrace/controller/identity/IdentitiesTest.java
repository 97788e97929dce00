package dev.millrace.controller.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.identity.Identities.Caller;
import dev.millrace.controller.identity.Identities.Role;
import dev.millrace.controller.store.Entities;
import dev.millrace.controller.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private static TestDatabase db;
    private static Entities entities;
    private static Identities identities;
    private static String adminToken;
    private static volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeAll
    static void open() {
        entities = Entities.boot(IdentityModule.entities());
        db = TestDatabase.fresh();
        identities = IdentityModule.create(db.database(), db.store().sessions(entities), db.ids(), () -> now);
        adminToken = identities.bootstrapAdmin().orElseThrow();
    }

    @AfterAll
    static void close() {
        entities.close();
        db.close();
    }

    private static Caller admin() {
        return identities.authenticate(adminToken).orElseThrow();
    }

    @Test
    void the_first_start_makes_one_administrator_and_shows_the_token_once() {
        assertTrue(adminToken.startsWith("mr_") && adminToken.length() == 46, adminToken);
        assertTrue(admin().admin());
        assertEquals(Optional.empty(), identities.bootstrapAdmin());
    }

    @Test
    void unknown_texts_authenticate_nobody() {
        for (var text : new String[] {"", "mr_", adminToken + "x", adminToken.substring(1), "mr_\u0000"}) {
            assertEquals(Optional.empty(), identities.authenticate(text), text);
        }
    }

    @Test
    void no_table_holds_the_text_of_a_token() {
        var stored = db.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select string_agg(t::text, ' ') from api_token t")) {
                rows.next();
                return rows.getString(1);
            }
        });
        assertFalse(stored.contains(adminToken.substring(3)));
    }

    @Test
    void a_revoked_token_is_refused_at_once() {
        var made = identities.createToken(admin(), "ci", Optional.empty());
        assertTrue(identities.authenticate(made.text()).isPresent());
        assertTrue(identities.tokens(admin()).contains(made.facts()));
        assertTrue(identities.revoke(admin(), made.facts().id()));
        assertFalse(identities.authenticate(made.text()).isPresent());
        assertFalse(identities.tokens(admin()).contains(made.facts()));
        assertFalse(identities.revoke(admin(), made.facts().id()));
    }

    @Test
    void nobody_revokes_the_token_of_somebody_else() {
        var made = identities.createToken(admin(), "mine", Optional.empty());
        var stranger = new Caller(admin().principal() + 1, "stranger", false, Map.of());
        assertFalse(identities.revoke(stranger, made.facts().id()));
        assertTrue(identities.authenticate(made.text()).isPresent());
    }

    @Test
    void a_token_ends_with_its_lifetime_also_where_it_was_just_used() {
        var made = identities.createToken(admin(), "short", Optional.of(Duration.ofSeconds(3)));
        assertTrue(identities.authenticate(made.text()).isPresent());
        now = now.plusSeconds(3);
        assertFalse(identities.authenticate(made.text()).isPresent());
    }

    @Test
    void lifetimes_and_names_that_make_no_sense_are_refused() {
        for (var lifetime :
                new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE)}) {
            assertThrows(UserError.class, () -> identities.createToken(admin(), "x", Optional.of(lifetime)));
        }
        assertThrows(UserError.class, () -> identities.createToken(admin(), " ", Optional.empty()));
    }

    @Test
    void a_join_token_is_used_up_by_one_of_many_who_try() throws Exception {
        var token = identities.createJoinToken(admin(), Optional.empty(), Duration.ofMinutes(5));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 16; i++) {
                var name = "agent-" + i;
                tries.add(threads.submit(() -> identities.useJoinToken(token.text(), name)));
            }
            var won = 0;
            for (var each : tries) {
                won += each.get() ? 1 : 0;
            }
            assertEquals(1, won);
        }
    }

    @Test
    void a_join_token_lets_as_many_in_as_it_says() {
        var token = identities.createJoinToken(admin(), Optional.empty(), Duration.ofMinutes(5), 2);
        assertTrue(identities.useJoinToken(token.text(), "a"));
        assertTrue(identities.useJoinToken(token.text(), "b"));
        assertFalse(identities.useJoinToken(token.text(), "c"));
        assertThrows(
                UserError.class, () -> identities.createJoinToken(admin(), Optional.empty(), Duration.ofMinutes(5), 0));
    }

    @Test
    void a_join_token_for_a_name_serves_no_other_and_expires() {
        var named = identities.createJoinToken(admin(), Optional.of("a"), Duration.ofMinutes(5));
        assertFalse(identities.useJoinToken(named.text(), "b"));
        assertTrue(identities.useJoinToken(named.text(), "a"));
        var late = identities.createJoinToken(admin(), Optional.of("a"), Duration.ofMinutes(5));
        now = now.plus(Duration.ofMinutes(5));
        assertFalse(identities.useJoinToken(late.text(), "a"));
        assertFalse(identities.useJoinToken(adminToken, "a"));
    }

    @Test
    void roles_hold_in_their_organization_only() {
        var one = new OrganizationId(1);
        var caller = new Caller(5, "dev", false, Map.of(one, Role.DEVELOPER));
        assertTrue(caller.may(Role.VIEWER, one) && caller.may(Role.DEVELOPER, one));
        assertFalse(caller.may(Role.ADMIN, one) || caller.may(Role.VIEWER, new OrganizationId(2)));
    }

    @Test
    void roles_of_a_principal_come_from_its_bindings() {
        var id = db.ids().next();
        db.database().write(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("insert into organization values (77, 'seven', now(), 0)");
                statement.execute("insert into principal values (%d, 'person', 'dora', now(), 0)".formatted(id));
                statement.execute("insert into role_binding values (%d, %d, 77, 'developer'), (%d, %d, 77, 'viewer')"
                        .formatted(db.ids().next(), id, db.ids().next(), id));
                return 0;
            }
        });
        var token = identities.createToken(new Caller(id, "dora", false, Map.of()), "t", Optional.empty());
        assertEquals(
                new Caller(id, "dora", false, Map.of(new OrganizationId(77), Role.DEVELOPER)),
                identities.authenticate(token.text()).orElseThrow());
    }

    @Test
    void the_audit_notes_who_did_what() {
        identities.audit(admin(), "project-made", "default/x");
        var noted = db.database().read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select principal_id from audit where subject = 'default/x'")) {
                rows.next();
                return rows.getLong(1);
            }
        });
        assertEquals(admin().principal(), noted);
    }
}
