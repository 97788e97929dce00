package dev.millrace.evaluator.language;

/**
 * The program ends early, and well: {@code finish('reason')}. An error, not an exception: what pipelines catch and what the engine's blocks catch
 * does not hold it up, while {@code finally} and {@code post} run.
 */
public final class EarlyEnd extends Error {
    private static final long serialVersionUID = 1;

    private final boolean interrupted;

    EarlyEnd(String reason, boolean interrupted) {
        super(reason, null, false, false);
        this.interrupted = interrupted;
    }

    /** Another branch said so, while this one was busy. */
    boolean interrupted() {
        return interrupted;
    }
}
