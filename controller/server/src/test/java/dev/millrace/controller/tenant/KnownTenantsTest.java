package dev.millrace.controller.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownTenantsTest {
    private final Counting stored = new Counting();
    private final Tenants tenants = new KnownTenants(stored);

    @Test
    void an_organization_is_read_once_until_there_is_another_one() {
        var first = tenants.createOrganization("first");
        assertEquals(Optional.of(first), tenants.organization("first"));
        assertEquals(Optional.of(first), tenants.organization(first.id()));
        assertEquals(1, stored.reads);

        var second = tenants.createOrganization("second");

        assertEquals(List.of(first, second), tenants.organizations());
        assertEquals(2, stored.reads);
    }

    @Test
    void a_project_that_is_there_is_read_once_by_name_and_by_id() {
        var shop = tenants.createProject(new OrganizationId(1), "shop", Optional.empty());

        for (int time = 0; time < 3; time++) {
            assertEquals(shop, tenants.projectNamed(new OrganizationId(1), "shop"));
            assertEquals(Optional.of(shop), tenants.project(shop.id()));
        }

        assertEquals(1, stored.reads);
    }

    @Test
    void the_same_name_in_another_organization_is_another_project() {
        tenants.projectNamed(new OrganizationId(1), "shop");

        assertTrue(tenants.project(new OrganizationId(2), "shop").isEmpty());
    }

    @Test
    void a_project_that_was_missing_is_found_when_it_is_there() {
        assertTrue(tenants.project(new ProjectId(100)).isEmpty());

        var shop = stored.createProject(new OrganizationId(1), "shop", Optional.empty());

        assertEquals(Optional.of(shop), tenants.project(shop.id()));
        assertEquals(Optional.of(shop), tenants.project(new OrganizationId(1), "shop"));
    }

    @Test
    void a_project_that_was_changed_is_read_again() {
        var shop = tenants.projectNamed(new OrganizationId(1), "shop");
        assertEquals(Optional.of(shop), tenants.project(shop.id()));

        tenants.define(shop.id(), Optional.of("echo 'new'"));

        assertEquals(
                Optional.of("echo 'new'"),
                tenants.project(new OrganizationId(1), "shop").orElseThrow().definition());
    }

    /** Keeps them in memory and counts what is read. */
    private static final class Counting implements Tenants {
        private final List<Organization> organizations = new ArrayList<>();
        private final List<Project> projects = new ArrayList<>();
        private int reads;

        @Override
        public List<Organization> organizations() {
            reads++;
            return List.copyOf(organizations);
        }

        @Override
        public Optional<Organization> organization(String name) {
            return organizations().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst();
        }

        @Override
        public Optional<Organization> organization(OrganizationId id) {
            return organizations().stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public Organization createOrganization(String name) {
            var made = new Organization(new OrganizationId(organizations.size() + 1), name, Instant.EPOCH);
            organizations.add(made);
            return made;
        }

        @Override
        public List<Project> projects(OrganizationId organization) {
            reads++;
            return projects.stream()
                    .filter(one -> one.organization().equals(organization))
                    .toList();
        }

        @Override
        public Optional<Project> project(OrganizationId organization, String name) {
            return projects(organization).stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst();
        }

        @Override
        public Optional<Project> project(ProjectId id) {
            reads++;
            return projects.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public Project createProject(OrganizationId organization, String name, Optional<String> definition) {
            var made = new Project(new ProjectId(100 + projects.size()), organization, name, definition, Instant.EPOCH);
            projects.add(made);
            return made;
        }

        @Override
        public Project projectNamed(OrganizationId organization, String name) {
            return project(organization, name).orElseGet(() -> createProject(organization, name, Optional.empty()));
        }

        @Override
        public Project define(ProjectId project, Optional<String> definition) {
            var old = projects.stream()
                    .filter(one -> one.id().equals(project))
                    .findFirst()
                    .orElseThrow();
            var changed = new Project(project, old.organization(), old.name(), definition, old.createdAt());
            projects.set(projects.indexOf(old), changed);
            return changed;
        }
    }
}
