package dev.millrace.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param name stable, for scripts
 * @param verdict how it stands
 * @param found what was found
 * @param advice how to get what is missing; empty where nothing is
 */
record Finding(String name, Verdict verdict, String found, String advice) {
    /** How something stands. */
    enum Verdict {
        OK,
        /** Millrace works without it, with less. */
        LESS,
        /** Millrace does not work without it. */
        MISSING
    }

    static Finding ok(String name, String found) {
        return new Finding(name, Verdict.OK, found, "");
    }
}
