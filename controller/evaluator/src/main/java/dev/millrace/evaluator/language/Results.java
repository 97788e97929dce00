package dev.millrace.evaluator.language;

import dev.millrace.evaluator.fence.NotForPipelines;
import dev.millrace.wire.proto.Result;
import groovy.lang.GroovyRuntimeException;
import hudson.AbortException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Results and the exceptions that lead to them. */
public final class Results {
    private Results() {}

    /** The worse of two. */
    public static Result worse(Result one, Result other) {
        return one.getNumber() >= other.getNumber() ? one : other;
    }

    /** What the run becomes if nobody catches this. */
    public static Result of(Throwable failure) {
        return switch (failure) {
            case FlowInterruptedException interrupted ->
                named(interrupted.getResult().toString());
            case StepAbort abort -> abort.result();
            case EarlyEnd end -> end.interrupted() ? Result.ABORTED : Result.SUCCESS;
            default -> Result.FAILURE;
        };
    }

    /** The result that pipeline code calls so. */
    public static Result named(String name) {
        return Arrays.stream(Result.values())
                .filter(result -> result != Result.UNRECOGNIZED && result.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no result " + name + "; there are "
                        + Arrays.stream(Result.values())
                                .filter(result -> result != Result.UNRECOGNIZED)
                                .map(Result::name)
                                .collect(Collectors.joining(", "))));
    }

    /** One line for the log. */
    public static String message(Throwable failure) {
        if (failure instanceof ExceptionInInitializerError && failure.getCause() != null) {
            return message(failure.getCause());
        }
        var message = failure.getMessage();
        if (failure instanceof AbortException
                || failure instanceof FlowInterruptedException
                || failure instanceof NotForPipelines
                || failure instanceof EarlyEnd) {
            return message == null ? "Aborted" : message;
        }
        return failure.getClass().getName()
                + (message == null
                        ? ""
                        : ": " + (failure instanceof GroovyRuntimeException ? message.strip() : message));
    }
}
