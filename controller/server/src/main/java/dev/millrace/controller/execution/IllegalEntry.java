package dev.millrace.controller.execution;

/** An entry that cannot follow those before it: the evaluator is broken or hostile, or the journal is. */
final class IllegalEntry extends RuntimeException {
    IllegalEntry(String message) {
        super(message);
    }
}
