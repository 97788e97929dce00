package dev.millrace.evaluator.baton;

import java.util.function.Supplier;

/**
 * One branch of a {@code parallel}.
 *
 * @param name as the program calls it
 * @param body runs on the branch's own thread while it has the baton, and throws nothing
 */
public record Fork(String name, Supplier<Leaving> body) {}
