package dev.millrace.controller.execution;

import dev.millrace.api.report.Change;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.source.LibraryTrees;
import dev.millrace.controller.trigger.Cause;
import dev.millrace.wire.proto.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What is new in a working tree since the one of the run before. A tree has no commits that the controller could see: all that is different is one
 * change, by whoever started the run.
 */
record TreeHistory(LibraryTrees trees, Run run) {
    static final String SOURCE = "working tree";

    private static final long LARGEST = 64L << 20;

    CheckedOut since(Digest tree, Optional<String> before) {
        var facts = run.source().facts();
        var note = "";
        List<Change> changes = List.of();
        if (before.isEmpty()) {
            note = "First time build. Skipping changelog.";
        } else if (!before.get().equals(tree.hex())) {
            try {
                var paths = TreeChanges.between(read(Digest.parse(before.get())), read(tree));
                var told = paths.subList(0, Math.min(paths.size(), TreeChanges.MOST));
                note = told.size() < paths.size()
                        ? "More files are different than the %d that are told".formatted(TreeChanges.MOST)
                        : "";
                changes = told.isEmpty() ? List.of() : List.of(change(tree, told));
            } catch (IOException e) {
                note = "The files of the run before are no longer kept. No changes are told";
            }
        }
        return new CheckedOut(
                SOURCE,
                "tree",
                facts.getOrDefault("GIT_URL", ""),
                facts.getOrDefault("GIT_BRANCH", facts.getOrDefault("BRANCH_NAME", "")),
                tree.hex(),
                before,
                changes,
                note);
    }

    private Change change(Digest tree, List<Change.Path> paths) {
        var commit = run.source().facts().getOrDefault("GIT_COMMIT", tree.hex());
        var author = Cause.of(run.cause()) instanceof Cause.User(var by) ? by : "";
        return new Change(commit, author, "", run.acceptedAt(), "Working tree of run #" + run.number(), paths);
    }

    private Tree read(Digest tree) throws IOException {
        return Tree.parseFrom(trees.read(tree, LARGEST));
    }
}
