package dev.millrace.controller.web;

import dev.millrace.api.report.Change;
import dev.millrace.api.report.CheckedOut;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One checkout of a run as JSON.
 *
 * @param kind {@code git}, or {@code tree} for files that were uploaded with the run
 * @param revision that was checked out
 * @param revisionBefore that the commits are counted from; absent: none is known
 * @param commits newest first
 * @param note why commits are missing or cut; absent: they are all there
 */
@Schema(name = "Changes")
record ChangesBody(
        String kind,
        String url,
        String branch,
        String revision,
        @Nullable String revisionBefore,
        List<CommitBody> commits,
        @Nullable String note) {

    static ChangesBody of(CheckedOut out) {
        return new ChangesBody(
                out.kind(),
                out.url(),
                out.branch(),
                out.revision(),
                out.before().orElse(null),
                out.changes().stream().map(CommitBody::of).toList(),
                out.note().isEmpty() ? null : out.note());
    }

    /** A commit. */
    @Schema(name = "Commit")
    record CommitBody(
            String commit, String author, String email, Instant committedAt, String message, List<PathBody> paths) {
        static CommitBody of(Change change) {
            return new CommitBody(
                    change.commit(),
                    change.author(),
                    change.email(),
                    change.at(),
                    change.message(),
                    change.paths().stream()
                            .map(path -> new PathBody(path.path(), path.edit()))
                            .toList());
        }
    }

    /** A file that it touched. */
    @Schema(name = "CommitPath")
    record PathBody(String path, Change.Edit edit) {}

    /** A revision that a run checked out. */
    @Schema(name = "Revision")
    record RevisionBody(String kind, String url, String branch, String revision) {
        static RevisionBody of(CheckedOut out) {
            return new RevisionBody(out.kind(), out.url(), out.branch(), out.revision());
        }
    }
}
