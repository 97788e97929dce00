package dev.millrace.controller.rehearsal;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.RunFacts;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.PackedTree;
import dev.millrace.controller.execution.Programs;
import dev.millrace.controller.execution.Programs.Call;
import dev.millrace.controller.execution.StepCatalog;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers the steps of one dry run. Wrong arguments are refused as in a run; steps that only read and write files and data are really done, on a
 * workspace in memory; for all others there is an answer that is like what they give. For one thread.
 */
final class Simulations {
    /** Steps of these plugins whose only effect is in the workspace. Nothing else of a plugin is called here. */
    private static final Map<String, Set<String>> REALLY_DONE = Map.of(
            "steps-workspace",
            Set.of("checkpoint", "fileExists", "readFile", "writeFile", "deleteDir", "stash", "unstash"),
            "steps-data",
            Set.of(
                    "findFiles",
                    "prependToFile",
                    "readCSV",
                    "readJSON",
                    "readManifest",
                    "readMavenPom",
                    "readProperties",
                    "readYaml",
                    "sha1",
                    "sha256",
                    "touch",
                    "verifySha1",
                    "verifySha256",
                    "writeCSV",
                    "writeJSON",
                    "writeMavenPom",
                    "writeYaml"));

    private final Programs programs;
    private final StepCatalog catalog;
    private final Surroundings surroundings;
    private final EngineAnswers engine;
    private final PluginAnswers plugins;
    private final Map<String, PackedTree> stashes = new HashMap<>();

    Simulations(Programs programs, StepCatalog catalog, Surroundings surroundings) {
        this.programs = programs;
        this.catalog = catalog;
        this.surroundings = surroundings;
        this.engine = new EngineAnswers(surroundings);
        this.plugins = new PluginAnswers(surroundings);
    }

    Answer answer(Call call) {
        var own = engine.answer(call);
        if (own.isPresent()) {
            return own.get();
        }
        var provided = catalog.step(call.name());
        if (provided.isEmpty()) {
            return plugins.answer(call);
        }
        try {
            var arguments = programs.arguments(provided.get().step().descriptor(), call);
            var values = new LinkedHashMap<String, @Nullable Object>(arguments.values());
            if (provided.get().step() instanceof ActionStep action && reallyDone(provided.get(), call)) {
                var done = done(
                        action, new SimulatedCall(arguments, facts(), Map.of(), surroundings.workspace(call), stashes));
                if (done.isPresent()) {
                    return done.get();
                }
            }
            return plugins.answer(new Call(
                    call.step(),
                    call.name(),
                    call.block(),
                    call.parent(),
                    call.file(),
                    call.line(),
                    values,
                    call.directory(),
                    call.environment()));
        } catch (IllegalArgumentException e) {
            return new Answer.No("wrong-arguments", String.valueOf(e.getMessage()), true);
        }
    }

    private static boolean reallyDone(StepCatalog.Provided provided, Call call) {
        return REALLY_DONE.getOrDefault(provided.plugin(), Set.of()).contains(call.name());
    }

    private RunFacts facts() {
        return new RunFacts(1, "default", surroundings.project(), 1, "branch");
    }

    /** Empty where it failed for a file that a build would have made, or otherwise: then there is an answer that is like its own. */
    private static Optional<Answer> done(ActionStep step, SimulatedCall call) {
        try {
            return Optional.of(Answer.of(step.run(call)));
        } catch (StepException e) {
            return List.of("no-files", "no-such-file", "no-such-stash", "not-a-file")
                            .contains(e.reason())
                    ? Optional.empty()
                    : Optional.of(new Answer.No(e.reason(), String.valueOf(e.getMessage()), false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A block was left. */
    void close(int step) {
        engine.close(step);
    }
}
