package dev.millrace.controller.tenant;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.store.Write;
import java.util.Map;

/** What pipelines say about their projects, kept for the runs to come, and what organizations let their runs take. Safe for use by many threads. */
public interface Settings {
    /** What the newest run of a branch said; the branch is empty where runs have none. */
    ProjectProperties of(ProjectId project, String branch);

    /** All branches of a project that said something. */
    Map<String, ProjectProperties> ofProject(ProjectId project);

    /** The row of what a run said, for whoever commits it; what an older run says later than a newer one changes nothing. */
    Write<?> change(ProjectId project, String branch, long run, ProjectProperties said);

    /** What one run of an organization may take. */
    RunLimits limits(OrganizationId organization);

    /** Changes that, for runs that begin or are taken up again from now on. */
    void limit(OrganizationId organization, RunLimits limits);

    /** What a run said is durable. */
    void changed(ProjectId project, String branch);
}
