package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileSet;
import org.jspecify.annotations.Nullable;

/** {@code stash}: keeps files for other nodes of the same run. */
final class StashStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("stash")
            .summary("Keeps files of the current directory under a name, for unstash elsewhere in the same run.")
            .category(Category.FILES)
            .positional("name", TEXT, "Name of the stash; an earlier one of that name is replaced.")
            .optional("includes", TEXT, "**", "Ant patterns of the files to keep, separated by commas.")
            .optional("excludes", TEXT, "", "Ant patterns of files to leave out, separated by commas.")
            .optional(
                    "useDefaultExcludes", TRUTH, true, "Leave out what Ant leaves out, such as .git and backup files.")
            .optional("allowEmpty", TRUTH, false, "Keep an empty stash where no file matches, instead of failing.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("stash name: 'jars', includes: 'target/*.jar'")
            .example("stash 'sources'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var name = arguments.text("name");
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new StepException("bad-argument", "A stash needs a name that can be read, not ‘%s’".formatted(name));
        }
        var tree = call.workspace()
                .pack(FileSet.of(
                        arguments.text("includes", "**"),
                        arguments.text("excludes", ""),
                        arguments.truth("useDefaultExcludes")));
        if (tree.files() == 0 && !arguments.truth("allowEmpty")) {
            throw new StepException("no-files", "No files included in stash ‘%s’".formatted(name));
        }
        call.stashes().put(name, tree);
        call.log("Stashed %d file(s)".formatted(tree.files()));
        return null;
    }
}
