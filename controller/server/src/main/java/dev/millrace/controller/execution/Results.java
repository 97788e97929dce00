package dev.millrace.controller.execution;

import dev.millrace.controller.run.RunResult;
import dev.millrace.wire.proto.Result;

/** Results in the words of wire, run and plugin API. */
final class Results {
    private Results() {}

    static RunResult of(Result result) {
        return switch (result) {
            case SUCCESS -> RunResult.SUCCESS;
            case UNSTABLE -> RunResult.UNSTABLE;
            case FAILURE, UNRECOGNIZED -> RunResult.FAILURE;
            case NOT_BUILT -> RunResult.NOT_BUILT;
            case ABORTED -> RunResult.ABORTED;
        };
    }

    static Result of(dev.millrace.api.step.RunResult result) {
        return switch (result) {
            case SUCCESS -> Result.SUCCESS;
            case UNSTABLE -> Result.UNSTABLE;
            case FAILURE -> Result.FAILURE;
            case NOT_BUILT -> Result.NOT_BUILT;
            case ABORTED -> Result.ABORTED;
        };
    }
}
