package dev.millrace.controller.lease;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Write;
import dev.millrace.wire.proto.LeaseAccepted;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The lease rows. */
final class LeaseLedger {
    private final Database database;

    LeaseLedger(Database database) {
        this.database = database;
    }

    Write<?> granted(LiveLease lease, Instant now) {
        return new Write<>(LeaseRows.INSERT, row(lease, now));
    }

    Write<?> changed(LiveLease lease, Instant now) {
        return new Write<>(LeaseRows.UPDATE, row(lease, now));
    }

    /** The whole state; a lease that is closing is over as far as the row tells. */
    private LeaseRows.Row row(LiveLease lease, Instant now) {
        var deadline = lease.deadline().orElse(now);
        long owner = database.epoch();
        return switch (lease.state) {
            case LeaseState.Granted _ -> new LeaseRows.Row(lease.key, lease.agent, now, deadline, null, null, owner);
            case LeaseState.Accepted accepted ->
                new LeaseRows.Row(
                        lease.key, lease.agent, now, deadline, accepted.terms().toByteArray(), null, owner);
            case LeaseState.Closing closing ->
                new LeaseRows.Row(lease.key, lease.agent, now, deadline, null, closing.reason(), owner);
            case LeaseState.Ended(var reason) ->
                new LeaseRows.Row(lease.key, lease.agent, now, deadline, null, reason, owner);
        };
    }

    /** All that are not over, by job. */
    Map<JobId, LiveLease> open() {
        var leases = new HashMap<JobId, LiveLease>();
        for (var row : database.read(LeaseRows::open)) {
            leases.put(row.key().job(), new LiveLease(row.key(), row.agent(), state(row)));
        }
        return leases;
    }

    private static LeaseState state(LeaseRows.Row row) {
        if (row.accepted() == null) {
            return new LeaseState.Granted(row.deadline());
        }
        try {
            return new LeaseState.Accepted(row.deadline(), LeaseAccepted.parseFrom(row.accepted()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The lease row of %s was not written by Millrace".formatted(row.key()), e);
        }
    }
}
