package dev.millrace.evaluator.language;

import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/** Blocks that catch: retry, catchError, warnError, waitUntil. */
final class Guards {
    private static final long SLOWEST_MILLIS = 15_000;
    private final PipelineRun run;

    Guards(PipelineRun run) {
        this.run = run;
    }

    @Nullable
    Object retry(Arguments arguments) {
        return retry(arguments.named(), arguments.integer("count", 1), arguments.block("retry")::call);
    }

    /** Runs a body up to {@code count} times. An interruption from outside the block is not retried. */
    @Nullable
    Object retry(Map<String, @Nullable Object> named, long count, PipelineRun.Body body) {
        var block = run.note("retry", true, PipelineRun.values("retry", named));
        return run.within(block, PipelineRun.branch().surroundings, () -> {
            for (long attempt = 1; ; attempt++) {
                try {
                    return body.run();
                } catch (Exception | LinkageError | AssertionError e) {
                    var outside = e instanceof FlowInterruptedException interrupted && interrupted.block() < block;
                    if (outside || attempt >= count) {
                        throw Sneaky.thrown(e);
                    }
                    run.remark("ERROR: " + Results.message(e));
                    run.remark("Retrying");
                }
            }
        });
    }

    @Nullable
    Object catchError(Arguments arguments) {
        var build = arguments.text("buildResult");
        var buildResult = build == null ? Result.FAILURE : Results.named(build);
        var stage = arguments.text("stageResult");
        var stageResult = stage == null ? buildResult : Results.named(stage);
        return guard("catchError", arguments, buildResult, stageResult);
    }

    @Nullable
    Object warnError(Arguments arguments) {
        return guard("warnError", arguments, Result.UNSTABLE, Result.UNSTABLE);
    }

    private @Nullable Object guard(String name, Arguments arguments, Result buildResult, Result stageResult) {
        var message = arguments.text("message");
        var body = arguments.block(name);
        var block = run.note(name, true, PipelineRun.values(name, arguments.named()));
        try {
            return run.within(block, PipelineRun.branch().surroundings, body::call);
        } catch (Exception | LinkageError | AssertionError e) {
            if (e instanceof FlowInterruptedException && !arguments.truth("catchInterruptions", true)) {
                throw e;
            }
            if (message != null) {
                run.remark(buildResult == Result.UNSTABLE ? "WARNING: " + message : message);
            }
            run.remark("ERROR: " + Results.message(e));
            run.said = Results.worse(run.said, buildResult);
            PipelineRun.branch().worst = stageResult;
            return null;
        }
    }

    @Nullable
    Object waitUntil(Arguments arguments) {
        var body = arguments.block("waitUntil");
        var first = Math.max(1, arguments.integer("initialRecurrencePeriod", 250));
        var block = run.note("waitUntil", true, PipelineRun.values("waitUntil", arguments.named()));
        return run.within(block, PipelineRun.branch().surroundings, () -> {
            for (long pause = first; ; pause = Math.min(pause * 6 / 5 + 1, SLOWEST_MILLIS)) {
                if (DefaultTypeTransformation.castToBoolean(body.call())) {
                    return null;
                }
                var sleep = new LinkedHashMap<String, @Nullable Object>();
                sleep.put("time", pause);
                sleep.put("unit", "MILLISECONDS");
                sleep.put("plain", true);
                var slept = run.ask("sleep", false, PipelineRun.values("sleep", sleep));
                // a dry run in which nothing changes says that it has been long enough
                if (slept.value().getTruth()) {
                    return null;
                }
            }
        });
    }

    /** Text as a value, for the entries above. */
    static Map<String, @Nullable Object> named(String name, Object value) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put(name, Values.object(Values.of(name, value)));
        return map;
    }
}
