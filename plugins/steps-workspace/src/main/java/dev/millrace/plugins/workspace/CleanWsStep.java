package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileSet;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code cleanWs}: empties the current directory, or deletes what matches. */
final class CleanWsStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("cleanWs")
            .symbol("WsCleanup")
            .summary("Deletes the files of the workspace, or those that match patterns.")
            .category(Category.FILES)
            .optional(
                    "patterns",
                    LIST,
                    "Maps of an Ant pattern and a type, INCLUDE or EXCLUDE; without any, everything is deleted.")
            .optional("deleteDirs", TRUTH, false, "Delete directories that match patterns, too, with all below them.")
            .optional("cleanWhenSuccess", TRUTH, true, "Clean where the run succeeded so far.")
            .optional("cleanWhenUnstable", TRUTH, true, "Clean where the run is unstable.")
            .optional("cleanWhenFailure", TRUTH, true, "Clean where the run failed.")
            .optional("cleanWhenNotBuilt", TRUTH, true, "Clean where the run was not built.")
            .optional("cleanWhenAborted", TRUTH, true, "Clean where the run is aborted.")
            .optional("notFailBuild", TRUTH, false, "Go on where something cannot be deleted.")
            .optional("skipWhenFailed", TRUTH, false, "Do not clean where the run failed.")
            .optional("disableDeferredWipeout", TRUTH, false, "Accepted; deletion is never deferred.")
            .optional("cleanupMatrixParent", TRUTH, false, "Accepted; there are no matrix jobs.")
            .optional("externalDelete", TEXT, "", "Not supported: use sh.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("cleanWs()")
            .example(
                    "cleanWs deleteDirs: true, patterns: [[pattern: 'target/**', type: 'INCLUDE'], [pattern: '**/*.log', type: 'EXCLUDE']]")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        if (!arguments.text("externalDelete", "").isBlank()) {
            throw new StepException(
                    "bad-argument", "cleanWs deletes by itself: leave out externalDelete, or delete with sh");
        }
        var files = patterns(arguments);
        call.log("[WS-CLEANUP] Deleting project workspace...");
        if (!wanted(arguments, call.result())) {
            call.log("[WS-CLEANUP] Skipped based on build state " + call.result());
            return null;
        }
        try {
            if (files == null) {
                call.workspace().delete(".");
            } else {
                call.workspace().deleteMatching(files, arguments.truth("deleteDirs"));
            }
            call.log("[WS-CLEANUP] done");
        } catch (StepException e) {
            if (!arguments.truth("notFailBuild") || e.reason().equals("agent-lost")) {
                throw e;
            }
            call.log("[WS-CLEANUP] Cannot delete workspace: " + e.getMessage());
            call.log("[WS-CLEANUP] Option not to fail the build is turned on, so let's continue");
        }
        return null;
    }

    private static boolean wanted(Arguments arguments, RunResult result) {
        return switch (result) {
            case SUCCESS -> arguments.truth("cleanWhenSuccess");
            case UNSTABLE -> arguments.truth("cleanWhenUnstable");
            case FAILURE -> arguments.truth("cleanWhenFailure") && !arguments.truth("skipWhenFailed");
            case NOT_BUILT -> arguments.truth("cleanWhenNotBuilt");
            case ABORTED -> arguments.truth("cleanWhenAborted");
        };
    }

    private static @Nullable FileSet patterns(Arguments arguments) throws StepException {
        var includes = new ArrayList<String>();
        var excludes = new ArrayList<String>();
        for (var item : arguments.list("patterns")) {
            if (!(item instanceof Map<?, ?> map) || map.get("pattern") == null) {
                throw new StepException(
                        "bad-argument",
                        "patterns holds maps such as [pattern: 'target/**', type: 'INCLUDE'], not " + item);
            }
            var type = map.get("type") == null ? "INCLUDE" : map.get("type").toString();
            switch (type.toUpperCase(Locale.ROOT)) {
                case "INCLUDE" -> includes.add(map.get("pattern").toString());
                case "EXCLUDE" -> excludes.add(map.get("pattern").toString());
                default ->
                    throw new StepException("bad-argument", "The type of a pattern is INCLUDE or EXCLUDE, not " + type);
            }
        }
        return includes.isEmpty() && excludes.isEmpty() ? null : new FileSet("", includes, excludes, false);
    }
}
