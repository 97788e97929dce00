package dev.millrace.evaluator.baton;

/**
 * The branch that has the baton.
 *
 * @param thread its own
 * @param served counts what it and those before it asked of the baton: while it stays the same, the branch only computes
 */
public record Computing(Thread thread, long served) {}
