package dev.millrace.plugins.git;

import dev.millrace.api.report.Change;
import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Optional;

/** What happened between two commits. */
record History(Git git) {
    /** Commits that are told; more are counted. */
    static final int MOST_COMMITS = 500;

    /** The changes, newest first, and what people should know about them. */
    record Told(List<Change> changes, String note) {}

    /** Without merges: what they bring is there by itself. */
    Told between(Optional<String> before, String commit) throws StepException, InterruptedException {
        if (before.isEmpty()) {
            return new Told(List.of(), "First time build. Skipping changelog.");
        }
        var from = before.get();
        if (from.equals(commit)) {
            return new Told(List.of(), "");
        }
        if (git.asked("cat-file", "-e", from + "^{commit}").isEmpty()) {
            return new Told(
                    List.of(),
                    "The revision of the run before, %s, is not in this clone: it was pushed over, or the clone is shallow. No changes are told"
                            .formatted(from));
        }
        var text = git.asked(
                "log",
                "--no-merges",
                "--max-count=" + (MOST_COMMITS + 1),
                "-M",
                "--name-status",
                "-z",
                "--format=" + LogReader.FORMAT,
                from + ".." + commit,
                "--");
        return text.map(LogReader::read)
                .orElseGet(() -> new Told(
                        List.of(), "git could not tell the changes between %s and %s".formatted(from, commit)));
    }
}
