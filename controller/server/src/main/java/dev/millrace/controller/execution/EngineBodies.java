package dev.millrace.controller.execution;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.controller.run.Checkouts;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.snapshot.Snapshots;
import dev.millrace.controller.source.LibrarySettings;
import dev.millrace.controller.source.LibraryTrees;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Steps of the engine that a pipeline's own text and libraries come from, or that tell of other runs.
 *
 * @param libraries what there is to load
 * @param trees where their files are kept
 * @param runs of the project
 * @param checkouts what they checked out
 * @param snapshots of workspaces
 * @param tools steps that find tools
 */
record EngineBodies(
        StepCatalog catalog,
        LibrarySettings libraries,
        LibraryTrees trees,
        Runs runs,
        Checkouts checkouts,
        Snapshots snapshots,
        ToolBodies tools) {
    private static final long LARGEST_SCRIPT = 4L << 20;

    /** What does a step of this name, if it is one of these. */
    Optional<StepBody> body(StepSite site) {
        var run = site.run();
        StepBody own = switch (site.asked().getName()) {
            case LibraryBody.NAME -> new LibraryBody(catalog, libraries, trees, LibraryBody.Borrower.of(run));
            case EarlierRuns.NAME ->
                call -> new EarlierRuns(runs, run, site.environment())
                        .before(
                                call.arguments().integer("number"),
                                call.arguments().text("which", "any"));
            case RunChanges.NAME ->
                call -> new RunChanges(runs, checkouts, run).of(call.arguments().integer("number"));
            case FilesBody.NAME -> new FilesBody(run);
            case "load" -> EngineBodies::load;
            default -> null;
        };
        return Optional.ofNullable(own).or(() -> tools.body(site));
    }

    /** {@code checkout}, for a run. */
    StepBody checkout(Run run) {
        return new CheckoutBody(catalog, trees, run);
    }

    private static Object load(StepCall call) throws StepException, InterruptedException {
        return new String(
                call.workspace().read(call.arguments().text("path", ""), LARGEST_SCRIPT), StandardCharsets.UTF_8);
    }
}
