package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;

/**
 * Why a branch is interrupted.
 *
 * @param cause where it comes from
 * @param block step id of the block that is interrupted; 0 for the whole run
 * @param result what the run becomes if nobody catches it
 * @param reason for people
 */
public record Interruption(Cause cause, int block, Result result, String reason) {
    /** Where an interruption comes from. */
    public enum Cause {
        /** The whole run is aborted. */
        ABORT,
        /** The time of a block is over. */
        TIMEOUT,
        /** A block is no longer wanted. */
        CANCEL,
        /** Another branch of the same {@code parallel} failed. */
        FAIL_FAST,
        /** The program ends early, and well. */
        FINISH
    }

    /** What a signal from outside means. */
    static Interruption of(Signal signal) {
        return switch (signal.getKind()) {
            case TIMEOUT ->
                new Interruption(Cause.TIMEOUT, signal.getStep(), Result.ABORTED, "Timeout has been exceeded");
            case CANCEL -> new Interruption(Cause.CANCEL, signal.getStep(), result(signal), signal.getReason());
            case REENTERED -> throw new IllegalArgumentException("A node that is entered again interrupts nothing");
            case ABORT, UNRECOGNIZED -> new Interruption(Cause.ABORT, 0, result(signal), signal.getReason());
        };
    }

    private static Result result(Signal signal) {
        return signal.getResult() == Result.SUCCESS ? Result.ABORTED : signal.getResult();
    }
}
