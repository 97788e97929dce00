package dev.millrace.evaluator.baton;

/**
 * A line of a file.
 *
 * @param file empty: the pipeline itself
 * @param line from 1; 0 unknown
 */
public record Spot(String file, int line) {
    /** Nowhere in particular. */
    public static final Spot UNKNOWN = new Spot("", 0);

    public Spot {
        if (line < 0) {
            throw new IllegalArgumentException("Lines count from 1: " + line);
        }
    }
}
