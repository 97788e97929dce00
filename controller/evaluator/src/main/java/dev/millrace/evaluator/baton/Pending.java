package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Outcome;
import org.jspecify.annotations.Nullable;

/** A step that is asked and whose outcome the program has not seen. Guarded by the baton's lock. */
final class Pending {
    final int step;
    final Branch branch;
    final Emitted emitted;

    @Nullable
    Interruption interruption;

    @Nullable
    Outcome outcome;

    Pending(int step, Branch branch, Emitted emitted) {
        this.step = step;
        this.branch = branch;
        this.emitted = emitted;
    }
}
