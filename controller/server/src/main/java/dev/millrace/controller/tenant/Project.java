package dev.millrace.controller.tenant;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * A project.
 *
 * @param id unique in the installation
 * @param organization that it belongs to
 * @param name unique in its organization; may have {@code /}
 * @param definition an inline pipeline; empty where runs bring theirs
 * @param createdAt when it was made
 */
public record Project(
        ProjectId id, OrganizationId organization, String name, Optional<String> definition, Instant createdAt) {}
