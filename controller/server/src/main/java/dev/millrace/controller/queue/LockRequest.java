package dev.millrace.controller.queue;

import dev.millrace.controller.base.OrganizationId;
import java.time.Instant;

/**
 * Someone asks for locks.
 *
 * @param owner who will hold them
 * @param organization whose locks they are; two organizations never share one
 * @param title of the owner, for people
 * @param need what
 * @param priority larger goes first
 * @param asked since when
 */
public record LockRequest(
        LockOwner owner, OrganizationId organization, String title, LockNeed need, int priority, Instant asked) {
    public LockRequest {
        if (need.targets().isEmpty()) {
            throw new IllegalArgumentException("No locks are asked for: " + owner);
        }
    }
}
