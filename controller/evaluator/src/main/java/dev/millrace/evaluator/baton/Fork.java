package dev.millrace.evaluator.baton;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One branch of a {@link Group}.
 *
 * @param name as the program calls it
 * @param body runs on the branch's own thread while it has the baton, and throws nothing
 * @param left hears how it was left, still on that thread, after the journal has it: here more branches can be added
 */
public record Fork(String name, Supplier<Leaving> body, Consumer<Leaving> left) {}
