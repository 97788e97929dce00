package dev.millrace.agent.sandbox;

/** The demand cannot be met here; the message says what is missing. */
public final class SandboxRefused extends Exception {
    /** With words for people. */
    public SandboxRefused(String message) {
        super(message);
    }
}
