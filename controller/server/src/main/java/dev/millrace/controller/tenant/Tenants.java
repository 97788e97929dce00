package dev.millrace.controller.tenant;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import java.util.List;
import java.util.Optional;

/** Organizations and projects. Safe for use by many threads. Names that are taken or malformed fail with {@code UserError}. */
public interface Tenants {
    /** All, by name. */
    List<Organization> organizations();

    Optional<Organization> organization(String name);

    Optional<Organization> organization(OrganizationId id);

    Organization createOrganization(String name);

    /** Projects of an organization, by name. */
    List<Project> projects(OrganizationId organization);

    Optional<Project> project(OrganizationId organization, String name);

    Optional<Project> project(ProjectId id);

    /** Makes a project, with an inline pipeline or none. */
    Project createProject(OrganizationId organization, String name, Optional<String> definition);

    /** The project of a name, made if there is none. */
    Project projectNamed(OrganizationId organization, String name);

    /** Replaces the inline pipeline. */
    Project define(ProjectId project, Optional<String> definition);
}
