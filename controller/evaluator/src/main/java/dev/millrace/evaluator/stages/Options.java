package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.declarative.Vocabulary;
import dev.millrace.evaluator.language.BodyClosure;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.PipelineScript;
import dev.millrace.evaluator.language.PropertyCheck;
import dev.millrace.evaluator.language.Sneaky;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code options} say of stages, and the blocks that they put around them. */
final class Options {
    /** They change how a log looks, or what another system is told: without the plugin the pipeline is the same. */
    private static final Set<String> COSMETIC = Set.of("ansiColor", "gitLabConnection", "withChecks", "milestone");

    /** Accepted, because a pipeline that runs without is better than one that does not; the log says what is not as in Jenkins. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "disableResume", "a run goes on after the controller was away",
            "preserveStashes", "stashes end with their run");

    private static final int MOST_STASHING_BUILDS = 50;
    private final PipelineRun run;
    private final PipelineScript script;
    private final Closures closures;
    private final List<Model.Entry> ofPipeline;

    Options(PipelineRun run, PipelineScript script, Closures closures, List<Model.Entry> ofPipeline) {
        this.run = run;
        this.script = script;
        this.closures = closures;
        this.ofPipeline = ofPipeline;
    }

    /** The pipeline has this option, and did not say false. */
    boolean pipeline(String name) {
        return has(ofPipeline, name);
    }

    /** The pipeline or the stage has it. */
    boolean has(Model.Stage stage, String name) {
        return pipeline(name) || has(stage.options(), name);
    }

    /** The directory below the workspace that sources are checked out to; empty for its top. */
    String subdirectory(List<Model.Entry> options) {
        return options.reversed().stream()
                .filter(option -> option.name().equals("checkoutToSubdirectory"))
                .findFirst()
                .map(option ->
                        closures.arguments(option.arguments(), "subdirectory").get("subdirectory"))
                .map(Object::toString)
                .orElse("");
    }

    /** The pipeline's own subdirectory. */
    String subdirectory() {
        return subdirectory(ofPipeline);
    }

    /** Says which of the pipeline's options do nothing here; fails where a value is out of its bounds. */
    void check() {
        for (var option : ofPipeline) {
            Optional.ofNullable(WITHOUT_EFFECT.get(option.name()))
                    .or(() -> PropertyCheck.instead(option.name()))
                    .ifPresent(instead ->
                            run.remark("Option %s has no effect here: %s".formatted(option.name(), instead)));
            PropertyCheck.wrong(option.name(), closures.arguments(option.arguments(), "throttle"))
                    .ifPresent(wrong -> {
                        throw PipelineRun.failure("%s (line %d)".formatted(wrong, option.line()));
                    });
            var arguments = closures.arguments(option.arguments(), "buildCount");
            if (option.name().equals("preserveStashes")
                    && arguments.get("buildCount") instanceof Number count
                    && (count.longValue() < 1 || count.longValue() > MOST_STASHING_BUILDS)) {
                throw PipelineRun.failure("preserveStashes keeps the stashes of 1 to %d builds, not of %d (line %d)"
                        .formatted(MOST_STASHING_BUILDS, count.longValue(), option.line()));
            }
        }
    }

    private static boolean has(List<Model.Entry> options, String name) {
        return options.stream()
                .anyMatch(option -> option.name().equals(name)
                        && option.arguments().stream()
                                .noneMatch(argument ->
                                        Boolean.FALSE.equals(argument.value().constant())));
    }

    /** Runs a body inside those of the pipeline's options that are blocks. */
    @Nullable
    Object around(PipelineRun.Body body) {
        return around(ofPipeline.stream().filter(option -> !first(option)).toList(), body);
    }

    /** Runs a body inside those of the pipeline's options that hold it back before it has an agent. */
    @Nullable
    Object outside(PipelineRun.Body body) {
        return around(ofPipeline.stream().filter(Options::first).toList(), body);
    }

    private static boolean first(Model.Entry option) {
        return option.name().equals("concurrency");
    }

    /** Runs a body inside those options that are blocks, the first outermost. */
    @Nullable
    Object around(List<Model.Entry> options, PipelineRun.Body body) {
        var wrapped = body;
        for (var option : options.reversed()) {
            var absent = run.catalog().step(option.name()).isEmpty();
            if (Vocabulary.WRAPPERS.contains(option.name()) && !(absent && COSMETIC.contains(option.name()))) {
                wrapped = wrap(option, wrapped);
            }
        }
        try {
            return wrapped.run();
        } catch (Exception e) {
            throw Sneaky.thrown(e);
        }
    }

    private PipelineRun.Body wrap(Model.Entry option, PipelineRun.Body inner) {
        return () -> {
            // Each try of a retry starts afresh: stages that failed in an earlier one do not count.
            var body = option.name().equals("retry") ? run.retried(inner) : inner;
            var closure = new BodyClosure(script, body);
            var arguments = option.arguments();
            if (arguments.isEmpty()) {
                return run.invoke(option.name(), new Object[] {closure});
            }
            var positional =
                    arguments.size() == 1 && arguments.getFirst().name().isEmpty();
            Object first =
                    positional ? closures.value(arguments.getFirst().value()) : closures.arguments(arguments, "value");
            return run.invoke(option.name(), new @Nullable Object[] {first, closure});
        };
    }

    /** Runs a body in a directory below the workspace. */
    @Nullable
    Object in(String directory, PipelineRun.Body body) throws Exception {
        return directory.isEmpty()
                ? body.run()
                : run.invoke("dir", new Object[] {directory, new BodyClosure(script, body)});
    }
}
