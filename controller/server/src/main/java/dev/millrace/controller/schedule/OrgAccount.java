package dev.millrace.controller.schedule;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Of an organization. */
final class OrgAccount extends Account {
    final OrganizationId organization;
    final Map<ProjectId, ProjectAccount> projects = new HashMap<>();
    /** Where it has jobs in line. */
    final Set<OrgSlot> slots = new LinkedHashSet<>();
    /** The pass of its project that was served last; one that comes anew begins there. */
    double served;
    /** When an overdue job of it had its turn last, counted in turns. */
    long lastTurn;

    OrgAccount(OrganizationId organization) {
        super(organization.value());
        this.organization = organization;
    }

    OrgSlot open(Shape shape) {
        var slot = new OrgSlot(shape, this);
        slots.add(slot);
        return slot;
    }
}
