package dev.millrace.evaluator.confinement;

import java.util.List;

/** What becomes of one system call. Calls without a rule are answered as if the kernel did not have them. */
sealed interface Rule {
    /** Number of the call on this processor. */
    int call();

    /** Always allowed. */
    record Allowed(int call) implements Rule {}

    /**
     * Allowed with certain arguments, refused with "operation not permitted" otherwise.
     *
     * @param argument its index, from 0; its lower 32 bits are looked at
     * @param mask bits that count
     * @param values that those bits may have
     */
    record AllowedWith(int call, int argument, int mask, List<Integer> values) implements Rule {
        public AllowedWith {
            values = List.copyOf(values);
            if (argument < 0 || argument > 5 || values.isEmpty() || values.size() > 100) {
                throw new IllegalArgumentException(
                        "Not a rule: argument %d with %d values".formatted(argument, values.size()));
            }
        }
    }
}
