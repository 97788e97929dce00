package dev.millrace.controller.schedule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** What an organization has waiting in one shape. */
final class OrgSlot extends Slot {
    final Shape shape;
    final OrgAccount account;
    final Map<ProjectAccount, ProjectSlot> all = new HashMap<>(4);
    /** Those that have a lane that nothing holds up. */
    final Heap<ProjectSlot> ready = new Heap<>(Slot.ORDER);
    /** Its lanes that nothing holds up, by age. */
    final Heap<Lane.Age> ages = new Heap<>(Lane.Age.ORDER);

    final Due due = new Due(this);

    OrgSlot(Shape shape, OrgAccount account) {
        this.shape = shape;
        this.account = account;
    }

    @Override
    Account account() {
        return account;
    }

    /** Its place in its shape by its oldest job. */
    static final class Due extends Heap.Node {
        static final Comparator<Due> BY_AGE =
                Comparator.<Due>comparingLong(due -> due.since).thenComparingLong(due -> due.slot.account.id);

        /** The organization that had its turn longest ago first. */
        static final Comparator<Due> IN_TURN =
                Comparator.<Due>comparingLong(due -> due.slot.account.lastTurn).thenComparing(BY_AGE);

        final OrgSlot slot;
        /** Of its oldest job, in ms since the epoch. */
        long since = Long.MAX_VALUE;

        /** It is among those that are known to be overdue. */
        boolean overdue;

        Due(OrgSlot slot) {
            this.slot = slot;
        }

        Lane lane() {
            return slot.ages.first().lane;
        }
    }
}
