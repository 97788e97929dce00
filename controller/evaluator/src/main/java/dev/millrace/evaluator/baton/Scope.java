package dev.millrace.evaluator.baton;

import org.jspecify.annotations.Nullable;

/** The open blocks around a place in the program, innermost first. */
record Scope(int step, @Nullable Scope parent) {
    static final Scope TOP = new Scope(0, null);

    /** True if this is inside block {@code step}, or is it; every scope is inside 0. */
    boolean within(int block) {
        for (@Nullable Scope scope = this; scope != null; scope = scope.parent) {
            if (scope.step == block) {
                return true;
            }
        }
        return false;
    }
}
