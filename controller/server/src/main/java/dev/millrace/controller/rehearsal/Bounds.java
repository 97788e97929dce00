package dev.millrace.controller.rehearsal;

import java.time.Duration;

/**
 * How far a dry run goes.
 *
 * @param steps that a program may ask for
 * @param time that it may take
 * @param listing letters of calls that are listed
 * @param files bytes that its steps may write
 */
record Bounds(int steps, Duration time, int listing, long files) {
    static final Bounds USUAL = new Bounds(100_000, Duration.ofSeconds(60), 8 << 20, 64L << 20);
}
