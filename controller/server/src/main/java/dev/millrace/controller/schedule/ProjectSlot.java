package dev.millrace.controller.schedule;

import java.util.HashMap;
import java.util.Map;

/** What a project has waiting in one shape. */
final class ProjectSlot extends Slot {
    final OrgSlot parent;
    final ProjectAccount account;
    final Map<Lane.Key, Lane> all = new HashMap<>(4);
    /** Those that nothing holds up. */
    final Heap<Lane> ready = new Heap<>(Lane.ORDER);

    ProjectSlot(OrgSlot parent, ProjectAccount account) {
        this.parent = parent;
        this.account = account;
    }

    @Override
    Account account() {
        return account;
    }
}
