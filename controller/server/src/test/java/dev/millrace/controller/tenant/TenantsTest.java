package dev.millrace.controller.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.store.Entities;
import dev.millrace.controller.store.TestDatabase;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsTest {
    private static TestDatabase db;
    private static Entities entities;
    private static Tenants tenants;

    @BeforeAll
    static void open() {
        entities = Entities.boot(TenantModule.entities());
        db = TestDatabase.fresh();
        tenants = create();
    }

    private static Tenants create() {
        return TenantModule.create(db.store().sessions(entities), db.ids(), InstantSource.system());
    }

    @AfterAll
    static void close() {
        entities.close();
        db.close();
    }

    @Test
    void the_default_organization_is_there_after_the_first_start_and_is_not_made_twice() {
        var first = tenants.organization(TenantModule.DEFAULT_ORGANIZATION).orElseThrow();
        assertEquals(
                first, create().organization(TenantModule.DEFAULT_ORGANIZATION).orElseThrow());
        assertEquals(first, tenants.organization(first.id()).orElseThrow());
    }

    @Test
    void organizations_are_listed_by_name_and_a_taken_name_is_refused() {
        tenants.createOrganization("acme");
        var refused = assertThrows(UserError.class, () -> tenants.createOrganization("acme"));
        assertEquals(UserError.Kind.CONFLICT, refused.kind());
        assertTrue(tenants.organizations().stream()
                        .map(Organization::name)
                        .toList()
                        .indexOf("acme")
                == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-x", "a b", "a/b", "ü", "x\n"})
    void a_malformed_organization_name_is_refused(String name) {
        assertEquals(
                UserError.Kind.INVALID,
                assertThrows(UserError.class, () -> tenants.createOrganization(name))
                        .kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "x\ny", "x\u0000"})
    void a_malformed_project_name_is_refused(String name) {
        var organization = tenants.createOrganization("names" + Integer.toHexString(name.hashCode()));
        assertEquals(
                UserError.Kind.INVALID,
                assertThrows(UserError.class, () -> tenants.createProject(organization.id(), name, Optional.empty()))
                        .kind());
    }

    @Test
    void a_project_keeps_its_definition_and_gets_another_one() {
        var organization = tenants.createOrganization("definitions");
        var made = tenants.createProject(organization.id(), "team/möwe", Optional.of("echo 'a'"));
        assertEquals(made, tenants.project(made.id()).orElseThrow());
        assertEquals(made, tenants.project(organization.id(), "team/möwe").orElseThrow());
        assertEquals(
                Optional.of("echo 'b'"),
                tenants.define(made.id(), Optional.of("echo 'b'")).definition());
        assertEquals(
                Optional.empty(), tenants.define(made.id(), Optional.empty()).definition());
        assertEquals(1, tenants.projects(organization.id()).size());
    }

    @Test
    void what_is_not_there_is_named() {
        var unknown = new OrganizationId(999_999_999);
        assertEquals(
                UserError.Kind.NOT_FOUND,
                assertThrows(UserError.class, () -> tenants.projectNamed(unknown, "x"))
                        .kind());
        assertEquals(
                UserError.Kind.NOT_FOUND,
                assertThrows(UserError.class, () -> tenants.define(new ProjectId(999_999_999), Optional.empty()))
                        .kind());
    }

    @Test
    void many_threads_that_ask_for_one_name_get_one_project() throws Exception {
        var organization = tenants.createOrganization("race").id();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> tenants.projectNamed(organization, "one")))
                    .toList();
            var first = asked.getFirst().get();
            for (Future<Project> each : asked) {
                assertEquals(first, each.get());
            }
        }
    }
}
