package dev.millrace.controller.schedule;

import java.util.Arrays;

/** So much of each thing that is counted, by {@link Dimensions}. What is beyond the end is 0. */
final class Amounts {
    private long[] values;

    Amounts(long... values) {
        this.values = values;
    }

    int size() {
        return values.length;
    }

    long get(int dimension) {
        return dimension < values.length ? values[dimension] : 0;
    }

    void add(Amounts more) {
        if (more.values.length > values.length) {
            values = Arrays.copyOf(values, more.values.length);
        }
        for (int i = 0; i < more.values.length; i++) {
            values[i] += more.values[i];
        }
    }

    void subtract(Amounts less) {
        if (less.values.length > values.length) {
            values = Arrays.copyOf(values, less.values.length);
        }
        for (int i = 0; i < less.values.length; i++) {
            values[i] -= less.values[i];
        }
    }

    /** Whether this much is left of a capacity, after what is used. */
    boolean within(Amounts capacity, Amounts used) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && capacity.get(i) - used.get(i) < values[i]) {
                return false;
            }
        }
        return true;
    }

    Amounts copy() {
        return new Amounts(values.clone());
    }
}
