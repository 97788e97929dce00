package dev.millrace.controller.schedule;

/**
 * What an organization, or a project of one, is entitled to.
 *
 * @param weight two with weights 2 and 1 that both want all they can get hold twice as much and once; above 0
 * @param most the largest dominant share that it may hold; 1: all
 * @param mostJobs it may run at a time
 */
public record Share(double weight, double most, int mostJobs) {
    /** Like everybody else, without a cap. */
    public static final Share USUAL = new Share(1, 1, Integer.MAX_VALUE);

    public Share {
        if (!(weight > 0) || !(most > 0) || most > 1 || mostJobs < 1) {
            throw new IllegalArgumentException(
                    "Not a share: weight %s (above 0), most %s (above 0, at most 1), mostJobs %d (1 or more)"
                            .formatted(weight, most, mostJobs));
        }
    }

    /** Whether there is anything that it may not have. */
    boolean capped() {
        return most < 1 || mostJobs < Integer.MAX_VALUE;
    }

    /** Usual, but for its weight. */
    public static Share ofWeight(double weight) {
        return new Share(weight, 1, Integer.MAX_VALUE);
    }
}
