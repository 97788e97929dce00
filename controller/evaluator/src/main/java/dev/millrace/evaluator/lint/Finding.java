package dev.millrace.evaluator.lint;

/**
 * Something wrong with a call.
 *
 * @param line from 1
 * @param column from 1
 * @param message what
 * @param hint what to do; empty if there is nothing to say
 */
public record Finding(int line, int column, String message, String hint) {}
