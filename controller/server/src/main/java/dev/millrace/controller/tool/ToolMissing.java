package dev.millrace.controller.tool;

/** A pipeline wants a tool that it cannot have. The message says what was looked for, where, what there is, and how to add it. */
public final class ToolMissing extends Exception {
    ToolMissing(String message) {
        super(message);
    }
}
