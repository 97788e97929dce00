package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.StepFailure;
import hudson.AbortException;

/** A step failed; what pipeline code catches. */
final class StepAbort extends AbortException {
    private final StepFailure failure;

    StepAbort(StepFailure failure) {
        super(failure.getMessage());
        this.failure = failure;
    }

    /** The same where a message that begins with the step's name begins with another one. */
    StepAbort named(String step, String other) {
        return failure.getMessage().startsWith(step + " ")
                ? new StepAbort(failure.toBuilder()
                        .setMessage(other + failure.getMessage().substring(step.length()))
                        .build())
                : this;
    }

    /** What the run becomes if nobody catches this: never a success. */
    Result result() {
        return failure.getResult() == Result.SUCCESS ? Result.FAILURE : failure.getResult();
    }

    /** The step's agent or process is gone. */
    boolean lost() {
        return failure.getKind() == StepFailure.Kind.LOST;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the class's name as pipelines know it, which they match on
    public String toString() {
        return AbortException.class.getName() + ": " + getMessage();
    }
}
