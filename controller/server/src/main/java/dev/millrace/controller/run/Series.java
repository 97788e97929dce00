package dev.millrace.controller.run;

import dev.millrace.controller.base.ProjectId;

/**
 * Runs that follow each other: those of one project and branch. Numbers count over the whole project, so that a series may have gaps.
 *
 * @param branch that the runs are of; empty where their source has none
 */
public record Series(ProjectId project, String branch) {
    /** The one that a run belongs to. */
    public static Series of(Run run) {
        return new Series(run.project(), run.source().facts().getOrDefault("BRANCH_NAME", ""));
    }
}
