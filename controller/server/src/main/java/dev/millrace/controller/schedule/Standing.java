package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.QueuedJob;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** By what a shape's first job is compared with another's; as it was when it was written down. */
record Standing(
        int urgency,
        double orgRank,
        double orgPass,
        long organization,
        double projectRank,
        double projectPass,
        long project,
        @Nullable QueuedJob job) {
    static final Standing NOBODY = new Standing(Integer.MIN_VALUE, 0, 0, 0, 0, 0, 0, null);

    static final Comparator<Standing> ORDER = Standing::compare;

    /** Of what goes first in a shape. */
    static Standing of(OrgSlot organization, ProjectSlot project, Waiting first, int urgency) {
        return new Standing(
                urgency,
                organization.account.rank,
                organization.account.pass,
                organization.account.id,
                project.account.rank,
                project.account.pass,
                project.account.id,
                first.job);
    }

    /** Of a job in its lane, whatever holds it up. */
    static Standing of(OrgSlot organization, ProjectSlot project, Waiting job) {
        return of(organization, project, job, job.job.priority());
    }

    private static int compare(Standing one, Standing other) {
        if (one.urgency != other.urgency) {
            return one.urgency > other.urgency ? -1 : 1;
        }
        int order = Double.compare(one.orgRank, other.orgRank);
        if (order == 0) {
            order = Double.compare(one.orgPass, other.orgPass);
        }
        if (order == 0) {
            order = Long.compare(one.organization, other.organization);
        }
        return order != 0 ? order : withinOrganization(one, other);
    }

    private static int withinOrganization(Standing one, Standing other) {
        int order = Double.compare(one.projectRank, other.projectRank);
        if (order == 0) {
            order = Double.compare(one.projectPass, other.projectPass);
        }
        if (order == 0) {
            order = Long.compare(one.project, other.project);
        }
        return order != 0 || one.job == null || other.job == null ? order : one.job.compareTo(other.job);
    }
}
