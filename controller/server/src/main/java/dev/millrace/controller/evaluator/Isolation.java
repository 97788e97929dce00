package dev.millrace.controller.evaluator;

/** How much evaluators are walled in. */
public enum Isolation {
    /** The strongest that this machine offers; where it offers nothing, none. */
    AUTO,
    /** As {@link #AUTO}, and without walls or a filter of system calls no evaluator is used. */
    REQUIRED,
    /** No walls. Each still filters its own system calls where the kernel can. */
    OFF
}
