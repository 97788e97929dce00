package dev.millrace.controller.schedule;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Who uses how much. Dominant-resource fairness after Ghodsi, Zaharia, Hindman, Konwinski, Shenker and Stoica, "Dominant Resource Fairness: Fair
 * Allocation of Multiple Resource Types" (NSDI 2011), with weights: the largest of an account's shares in cpu, memory, executors and named
 * resources, divided by its weight, decides who is next. Accounts that have nothing and are like all others are forgotten.
 */
final class Accounts {
    /** Shares are worked out anew when the whole has changed by this much. Below it, their order is off by as little. */
    private static final double DRIFT = 1.0 / 64;
    /** For sums of shares. */
    private static final double EPSILON = 1e-9;

    private final Map<OrganizationId, OrgAccount> organizations = new HashMap<>();
    /** What all available agents have together. */
    private final Amounts total = new Amounts();
    /** As it was when shares were worked out. */
    private Amounts known = new Amounts();

    private double served;

    OrgAccount of(OrganizationId id) {
        return organizations.computeIfAbsent(id, OrgAccount::new);
    }

    ProjectAccount of(OrganizationId organization, ProjectId id) {
        var owner = of(organization);
        return owner.projects.computeIfAbsent(id, _ -> new ProjectAccount(owner, id));
    }

    Collection<OrgAccount> all() {
        return organizations.values();
    }

    /** A job waits. Who had none does not bring credit from its idle time. */
    void waits(ProjectAccount project) {
        var owner = project.owner;
        if (owner.idle()) {
            owner.pass = Math.max(owner.pass, served);
        }
        if (project.idle()) {
            project.pass = Math.max(project.pass, owner.served);
        }
        owner.waiting++;
        project.waiting++;
    }

    void waitsNoMore(ProjectAccount project) {
        project.owner.waiting--;
        project.waiting--;
    }

    /** A job starts. */
    void charge(ProjectAccount project, Amounts load) {
        var owner = project.owner;
        double cost = dominant(load);
        served = owner.pass;
        owner.served = project.pass;
        owner.pass += cost / owner.share.weight();
        project.pass += cost / project.share.weight();
        move(owner, load, 1);
        move(project, load, 1);
    }

    /** A job is over. */
    void refund(ProjectAccount project, Amounts load) {
        move(project.owner, load, -1);
        move(project, load, -1);
    }

    private void move(Account account, Amounts load, int jobs) {
        account.jobs += jobs;
        if (jobs > 0) {
            account.used.add(load);
        } else {
            account.used.subtract(load);
        }
        rank(account);
    }

    void rank(Account account) {
        account.rank = dominant(account.used) / account.share.weight();
    }

    /** The largest share of the whole, over all that is counted; 0: no agent has any of it. */
    double dominant(Amounts used) {
        double most = 0;
        for (int i = 0; i < used.size(); i++) {
            long whole = known.get(i);
            if (whole > 0) {
                most = Math.max(most, used.get(i) / (double) whole);
            }
        }
        return most;
    }

    /** Whether a job of that load fits under the account's cap. */
    boolean allows(Account account, Amounts load) {
        var share = account.share;
        if (account.jobs >= share.mostJobs()) {
            return false;
        }
        if (share.most() == 1) {
            return true;
        }
        var then = account.used.copy();
        then.add(load);
        return dominant(then) <= share.most() + EPSILON;
    }

    /** An agent came or went. */
    void whole(Amounts capacity, boolean more) {
        if (more) {
            total.add(capacity);
        } else {
            total.subtract(capacity);
        }
    }

    /** Works shares out anew where the whole has changed much; whether it did. */
    boolean refreshed() {
        if (!drifted()) {
            return false;
        }
        known = total.copy();
        for (var organization : organizations.values()) {
            rank(organization);
            organization.projects.values().forEach(this::rank);
        }
        return true;
    }

    private boolean drifted() {
        for (int i = 0; i < total.size(); i++) {
            if (Math.abs(total.get(i) - known.get(i)) > known.get(i) * DRIFT) {
                return true;
            }
        }
        return false;
    }

    /** Drops what can be made again when it is wanted. */
    void forget(ProjectAccount project) {
        if (project.idle() && project.share.equals(Share.USUAL)) {
            project.owner.projects.remove(project.project);
        }
        var owner = project.owner;
        if (owner.idle() && owner.projects.isEmpty() && owner.share.equals(Share.USUAL)) {
            organizations.remove(owner.organization);
        }
    }
}
