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

    /** Of its first job; ages to the millisecond. Copies: shapes are compared by them far more often than they change. */
    int priority;

    long age;
    long job;

    ProjectSlot(OrgSlot parent, ProjectAccount account) {
        this.parent = parent;
        this.account = account;
    }

    /** Its first job may be another. */
    void noteFirst() {
        if (!ready.isEmpty()) {
            var lane = ready.first();
            priority = lane.key.priority();
            age = lane.first().key();
            job = lane.first().id;
        }
    }

    @Override
    Account account() {
        return account;
    }
}
