package dev.millrace.controller.web;

import dev.millrace.controller.tenant.Organization;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Organizations and projects as JSON. */
final class TenantBodies {
    private TenantBodies() {}

    @Schema(name = "Organization")
    record OrganizationBody(long id, String name, Instant createdAt) {
        static OrganizationBody of(Organization organization) {
            return new OrganizationBody(organization.id().value(), organization.name(), organization.createdAt());
        }
    }

    @Schema(name = "NewOrganization")
    record NewOrganization(String name) {}

    /** {@code definition} is the inline pipeline; it is left out of lists. */
    @Schema(name = "Project")
    record ProjectBody(
            long id,
            String organization,
            String name,
            boolean hasDefinition,
            @Nullable String definition,
            @Nullable RunBody lastRun,
            Instant createdAt) {}

    @Schema(name = "NewProject")
    record NewProject(
            @Nullable String organization,
            String name,
            @Nullable String definition) {}

    /** No {@code definition}: runs bring theirs. */
    @Schema(name = "ProjectDefinition")
    record ProjectDefinition(@Nullable String definition) {}
}
