package dev.millrace.controller.tenant;

import dev.millrace.controller.base.OrganizationId;
import java.time.Instant;

/**
 * An organization: what owns projects and pays for their work.
 *
 * @param id unique in the installation
 * @param name unique; letters, digits, dots, dashes, underscores
 * @param createdAt when it was made
 */
public record Organization(OrganizationId id, String name, Instant createdAt) {}
