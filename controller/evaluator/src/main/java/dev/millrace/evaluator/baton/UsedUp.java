package dev.millrace.evaluator.baton;

/** A program that is only looked at has come as far as its journal tells. */
final class UsedUp extends Exception {
    private static final long serialVersionUID = 1;

    UsedUp() {
        super("The journal is used up", null, false, false);
    }
}
