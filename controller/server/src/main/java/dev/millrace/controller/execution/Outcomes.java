package dev.millrace.controller.execution;

import dev.millrace.wire.proto.MapValue;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.StepFailure;
import dev.millrace.wire.proto.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes of steps. */
final class Outcomes {
    private Outcomes() {}

    static Outcome value(int step, @Nullable Object value) {
        return Outcome.newBuilder().setStep(step).setValue(Values.toWire(value)).build();
    }

    static Outcome fields(int step, List<NamedValue> fields) {
        return Outcome.newBuilder()
                .setStep(step)
                .setValue(Value.newBuilder().setMap(MapValue.newBuilder().addAllEntries(fields)))
                .build();
    }

    /** Opens a block that changes nothing. */
    static Outcome open(int step) {
        return Outcome.newBuilder()
                .setStep(step)
                .setValue(Value.newBuilder().setMap(MapValue.getDefaultInstance()))
                .build();
    }

    static Outcome failed(int step, String cause, String message, Result result) {
        return failure(step, StepFailure.Kind.FAILED, cause, message, result);
    }

    static Outcome interrupted(int step, String reason) {
        return failure(step, StepFailure.Kind.INTERRUPTED, "interrupted", reason, Result.ABORTED);
    }

    static Outcome lost(int step, String message) {
        return failure(step, StepFailure.Kind.LOST, "agent-lost", message, Result.FAILURE);
    }

    static Outcome refused(int step, String cause, String message) {
        return failure(step, StepFailure.Kind.REFUSED, cause, message, Result.FAILURE);
    }

    static Outcome crashed(int step, String message) {
        return failure(step, StepFailure.Kind.CRASHED, "controller-crash", message, Result.FAILURE);
    }

    private static Outcome failure(int step, StepFailure.Kind kind, String cause, String message, Result result) {
        return Outcome.newBuilder()
                .setStep(step)
                .setFailure(StepFailure.newBuilder()
                        .setKind(kind)
                        .setCause(cause)
                        .setMessage(message)
                        .setResult(result))
                .build();
    }
}
