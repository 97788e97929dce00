package dev.millrace.controller.execution;

import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunState;
import java.util.Arrays;
import java.util.Optional;

/** Which earlier run is asked for. The rules are those of Jenkins' {@code getPrevious...Build}: each is the newest one before that fits. */
enum Earlier {
    /** Whatever became of it. */
    ANY("any"),
    /** It is over. */
    COMPLETED("completed"),
    /** It is not over. */
    RUNNING("running"),
    /** It has a result, and built something. */
    BUILT("built"),
    /** It failed: what is unstable or aborted did not. */
    FAILED("failed"),
    /** It did not fail, or not yet. */
    NOT_FAILED("not-failed"),
    /** It was a success. */
    SUCCESSFUL("successful");

    private final String key;

    Earlier(String key) {
        this.key = key;
    }

    /** The one that a program calls so. */
    static Earlier named(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key.equals(key))
                .findFirst()
                .orElse(ANY);
    }

    boolean fits(RunState state) {
        Optional<RunResult> result = state.outcome();
        return switch (this) {
            case ANY -> true;
            case COMPLETED -> state instanceof RunState.Finished;
            case RUNNING -> !(state instanceof RunState.Finished);
            case BUILT -> result.filter(it -> it != RunResult.NOT_BUILT).isPresent();
            case FAILED -> result.filter(it -> it == RunResult.FAILURE).isPresent();
            case NOT_FAILED -> result.filter(it -> it == RunResult.FAILURE).isEmpty();
            case SUCCESSFUL -> result.filter(it -> it == RunResult.SUCCESS).isPresent();
        };
    }
}
