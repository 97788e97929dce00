package dev.millrace.api.step;

/** A step of the pipeline language: either an action or a block. One instance serves all calls, from many threads. */
public sealed interface Step permits ActionStep, BlockStep {
    /** What it is called, takes and does. Always the same. */
    StepDescriptor descriptor();
}
