package dev.millrace.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a benchmark measured. Not thread-safe.
 *
 * <p>Printed as {@code {name, machine, figures: {name: {value, unit}}, budgets: {name: {limit, value, met}}}}.
 */
public final class Report {
    private final String name;
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, Budget> budgets = new LinkedHashMap<>();

    /** Of a benchmark. */
    public Report(String name) {
        this.name = name;
    }

    /** Which benchmark. */
    public String name() {
        return name;
    }

    /** Adds a figure. */
    public Report figure(String figure, double value, String unit) {
        figures.put(figure, new Figure(value, unit));
        return this;
    }

    /** Adds a figure that must not exceed a limit. */
    public Report atMost(String figure, double limit, double value, String unit) {
        figure(figure, value, unit);
        budgets.put(figure, new Budget(limit, value, value <= limit));
        return this;
    }

    /** Adds a figure that must reach a limit. */
    public Report atLeast(String figure, double limit, double value, String unit) {
        figure(figure, value, unit);
        budgets.put(figure, new Budget(limit, value, value >= limit));
        return this;
    }

    /** In the order in which they were added. */
    public Map<String, Figure> figures() {
        return Collections.unmodifiableMap(figures);
    }

    /** In the order in which they were added. */
    public Map<String, Budget> budgets() {
        return Collections.unmodifiableMap(budgets);
    }

    /** Every budget is met. */
    public boolean met() {
        return budgets.values().stream().allMatch(Budget::met);
    }

    /** What was measured. */
    public record Figure(double value, String unit) {}

    /** What was promised, beside what was measured. */
    public record Budget(double limit, double value, boolean met) {}
}
