package dev.millrace.controller.schedule;

import java.util.Comparator;

/** By what a shape's first project is compared with another's; as it was when it was written down. */
record Standing(
        int urgency,
        double orgRank,
        double orgPass,
        long organization,
        double projectRank,
        double projectPass,
        long project) {
    static final Standing NOBODY = new Standing(Integer.MIN_VALUE, 0, 0, 0, 0, 0, 0);

    static final Comparator<Standing> ORDER = Standing::compare;

    static Standing of(int urgency, OrgSlot organization, ProjectSlot project) {
        return new Standing(
                urgency,
                organization.rank,
                organization.pass,
                organization.account.id,
                project.rank,
                project.pass,
                project.account.id);
    }

    /** Of accounts as they are now. */
    static Standing now(int urgency, Account organization, Account project) {
        return new Standing(
                urgency,
                organization.rank,
                organization.pass,
                organization.id,
                project.rank,
                project.pass,
                project.id);
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
        return order != 0 ? order : Long.compare(one.project, other.project);
    }
}
