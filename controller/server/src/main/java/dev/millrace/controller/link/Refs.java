package dev.millrace.controller.link;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.OperationRef;

/** Between the names on the wire and ours. What cannot be a name is a violation. */
final class Refs {
    private Refs() {}

    static LeaseKey lease(LeaseRef ref) {
        if (ref.getJob() <= 0 || ref.getAttempt() <= 0 || ref.getEpoch() <= 0) {
            throw new ProtocolViolation("no lease is named job %d, attempt %d, epoch %d"
                    .formatted(ref.getJob(), ref.getAttempt(), ref.getEpoch()));
        }
        return new LeaseKey(new JobId(ref.getJob()), ref.getAttempt(), ref.getEpoch());
    }

    static LeaseRef wire(LeaseKey key) {
        return LeaseRef.newBuilder()
                .setJob(key.job().value())
                .setAttempt(key.attempt())
                .setEpoch(key.epoch())
                .build();
    }

    static Name operation(OperationRef ref) {
        if (ref.getStep() < 0 || ref.getOrdinal() < 0) {
            throw new ProtocolViolation(
                    "no operation is named step %d, ordinal %d".formatted(ref.getStep(), ref.getOrdinal()));
        }
        return new Name(lease(ref.getLease()), ref.getStep(), ref.getOrdinal());
    }

    /** An operation's name. */
    record Name(LeaseKey lease, int step, int ordinal) {
        OperationRef wire() {
            return OperationRef.newBuilder()
                    .setLease(Refs.wire(lease))
                    .setStep(step)
                    .setOrdinal(ordinal)
                    .build();
        }
    }
}
