package dev.millrace.evaluator.value;

/** A value of pipeline code that no step can take. The message names where it is and what it is. */
public final class Unsendable extends IllegalArgumentException {
    Unsendable(String message) {
        super(message);
    }
}
