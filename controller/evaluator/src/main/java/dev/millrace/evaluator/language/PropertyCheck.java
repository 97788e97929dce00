package dev.millrace.evaluator.language;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a property of a project, or does nothing here; for options and the step {@code properties} alike. Pure. */
public final class PropertyCheck {
    private static final Set<String> RATES =
            Set.of("rateLimitBuilds", "rateLimit", "RateLimitBranchProperty$JobPropertyImpl", "JobPropertyImpl");
    private static final Set<String> BLOCKERS = Set.of("buildBlocker", "buildBlockerProperty", "BuildBlockerProperty");
    private static final Set<String> UNITS = Set.of("second", "minute", "hour", "day", "week", "month", "year");

    private PropertyCheck() {}

    /**
     * What is wrong with it; empty: nothing.
     *
     * @param kind its symbol, or a class of Jenkins
     */
    public static Optional<String> wrong(String kind, Map<?, ?> fields) {
        if (!RATES.contains(simple(kind))) {
            return Optional.empty();
        }
        var name = simple(kind).equals("rateLimit") ? "rateLimit" : "rateLimitBuilds";
        if (!((fields.get("throttle") == null ? fields.get("value") : fields.get("throttle"))
                instanceof Map<?, ?> throttle)) {
            return Optional.of(
                    name + " needs what it allows: " + name + "(throttle: [count: 3, durationName: 'hour'])");
        }
        return rate(throttle).map(wrong -> name + ": " + wrong);
    }

    private static Optional<String> rate(Map<?, ?> throttle) {
        if (!(throttle.get("count") instanceof Number count) || count.longValue() < 1) {
            return Optional.of("count is a number of runs, 1 or more, not " + words(throttle.get("count")));
        }
        var unit = throttle.get("durationName");
        return unit instanceof CharSequence && UNITS.contains(unit.toString())
                ? Optional.empty()
                : Optional.of("durationName is second, minute, hour, day, week, month or year, not " + words(unit));
    }

    private static String words(@Nullable Object given) {
        return given == null ? "nothing" : "'" + given + "'";
    }

    /** What to write instead of one that does nothing here; empty: it does something, or nobody counts on it. */
    public static Optional<String> instead(String kind) {
        return BLOCKERS.contains(simple(kind))
                ? Optional.of(
                        "runs of other projects are not waited for; put lock('NAME') { } around what must not run at the same time, in both pipelines")
                : Optional.empty();
    }

    private static String simple(String kind) {
        return kind.substring(kind.lastIndexOf('.') + 1);
    }
}
