package dev.millrace.controller.queue;

/**
 * What an organization, or a project of one, is entitled to.
 *
 * @param weight two with weights 2 and 1 that both want all they can get hold twice as much and once; above 0
 * @param mostShare the largest part of what the agents have that it may hold at a time; above 0, 1: all
 * @param mostJobs it may run at a time; 0: any number
 */
public record Entitlement(double weight, double mostShare, int mostJobs) {
    /** Like everybody else, without a cap. */
    public static final Entitlement USUAL = new Entitlement(1, 1, 0);

    public Entitlement {
        if (!(weight > 0) || weight > 1_000_000 || !(mostShare > 0) || mostShare > 1 || mostJobs < 0) {
            throw new IllegalArgumentException(
                    "weight is above 0, mostShare above 0 and at most 1, mostJobs 0 (any number) or more; not %s, %s and %d"
                            .formatted(weight, mostShare, mostJobs));
        }
    }
}
