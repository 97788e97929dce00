package hudson.model;

import java.util.List;

/** Results, as pipelines name and compare them: {@code Result.FAILURE}. */
public final class Result {
    /** All went well. */
    public static final Result SUCCESS = new Result("SUCCESS", 0);
    /** It works, with flaws: tests failed. */
    public static final Result UNSTABLE = new Result("UNSTABLE", 1);
    /** It failed. */
    public static final Result FAILURE = new Result("FAILURE", 2);
    /** It was not tried. */
    public static final Result NOT_BUILT = new Result("NOT_BUILT", 3);
    /** Somebody stopped it. */
    public static final Result ABORTED = new Result("ABORTED", 4);

    private static final List<Result> ALL = List.of(SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED);

    private final String name;
    private final int rank;

    private Result(String name, int rank) {
        this.name = name;
        this.rank = rank;
    }

    /** The result of a name; failure where there is none of it. */
    public static Result fromString(String name) {
        return ALL.stream()
                .filter(result -> result.name.equalsIgnoreCase(name))
                .findFirst()
                .orElse(FAILURE);
    }

    /** The worse of two. */
    public Result combine(Result other) {
        return rank >= other.rank ? this : other;
    }

    /** Whether this one is better. */
    public boolean isBetterThan(Result other) {
        return rank < other.rank;
    }

    /** Whether this one is better, or the same. */
    public boolean isBetterOrEqualTo(Result other) {
        return rank <= other.rank;
    }

    /** Whether this one is worse. */
    public boolean isWorseThan(Result other) {
        return rank > other.rank;
    }

    /** Whether this one is worse, or the same. */
    public boolean isWorseOrEqualTo(Result other) {
        return rank >= other.rank;
    }

    @Override
    public String toString() {
        return name;
    }
}
