package dev.millrace.controller.queue;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.wire.proto.SandboxRequest;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What one node block needs.
 *
 * @param id of the job
 * @param run that asks
 * @param step the node block's step in that run
 * @param organization that pays
 * @param project of the run
 * @param title for people: {@code shop/main #12 (Build)}
 * @param labels label expression; empty takes any agent
 * @param priority larger goes first; 0 is usual
 * @param workspace where it works
 * @param sandbox how it is isolated
 * @param environment variables that all its processes get
 * @param asked when the block was reached
 * @param needs what else it needs
 */
public record JobRequest(
        JobId id,
        RunId run,
        int step,
        OrganizationId organization,
        ProjectId project,
        String title,
        String labels,
        int priority,
        WorkspaceRequest workspace,
        SandboxRequest sandbox,
        Map<String, String> environment,
        Instant asked,
        Needs needs) {
    public JobRequest {
        environment = Map.copyOf(environment);
    }

    /** A job that needs an executor and nothing else. */
    public JobRequest(
            JobId id,
            RunId run,
            int step,
            OrganizationId organization,
            ProjectId project,
            String title,
            String labels,
            int priority,
            WorkspaceRequest workspace,
            SandboxRequest sandbox,
            Map<String, String> environment,
            Instant asked) {
        this(
                id,
                run,
                step,
                organization,
                project,
                title,
                labels,
                priority,
                workspace,
                sandbox,
                environment,
                asked,
                Needs.NONE);
    }

    /** With other needs. */
    public JobRequest with(Needs other) {
        return with(asked, other);
    }

    /** Asked for at another time, with the same quiet period from there on. */
    public JobRequest askedAt(Instant other) {
        var quiet = Duration.between(asked, needs.notBefore());
        return with(other, quiet.isPositive() ? needs.with(other.plus(quiet)) : needs);
    }

    private JobRequest with(Instant when, Needs what) {
        return new JobRequest(
                id,
                run,
                step,
                organization,
                project,
                title,
                labels,
                priority,
                workspace,
                sandbox,
                environment,
                when,
                what);
    }
}
