package dev.millrace.controller.queue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;

/**
 * Whose job it is.
 *
 * @param organization that pays
 * @param project of the run
 * @param title for people: {@code shop/main #12 (Build)}
 */
public record JobOwner(OrganizationId organization, ProjectId project, String title) {}
