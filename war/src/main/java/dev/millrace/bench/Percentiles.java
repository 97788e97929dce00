package dev.millrace.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;

/** How some times are spread, in the unit that they were given in. */
record Percentiles(double median, double p99, double most) {
    /** Of at least one. The 99th percentile is the smallest of them that 99 of 100 do not exceed. */
    static Percentiles of(Collection<Double> times) throws IOException {
        if (times.isEmpty()) {
            throw new IOException("No job that was triggered while it was measured has started");
        }
        var sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Percentiles(at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1]);
    }

    private static double at(double[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
