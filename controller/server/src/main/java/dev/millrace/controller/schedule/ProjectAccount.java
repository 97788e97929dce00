package dev.millrace.controller.schedule;

import dev.millrace.controller.base.ProjectId;
import java.util.LinkedHashSet;
import java.util.Set;

/** Of a project of an organization. */
final class ProjectAccount extends Account {
    final OrgAccount owner;
    final ProjectId project;
    /** Where it has jobs in line. */
    final Set<ProjectSlot> slots = new LinkedHashSet<>();

    ProjectAccount(OrgAccount owner, ProjectId project) {
        super(project.value());
        this.owner = owner;
        this.project = project;
    }

    ProjectSlot open(OrgSlot parent) {
        var slot = new ProjectSlot(parent, this);
        slots.add(slot);
        return slot;
    }
}
