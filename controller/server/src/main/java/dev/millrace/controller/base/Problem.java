package dev.millrace.controller.base;

/**
 * Something that someone got wrong, at a place.
 *
 * @param path file or field; empty where there is none
 * @param line from 1; 0 where unknown
 * @param column from 1; 0 where unknown
 * @param message what is wrong
 * @param hint what to do; may be empty
 */
public record Problem(String path, int line, int column, String message, String hint) {
    /** {@code Jenkinsfile:3:5: error: message (hint)}. */
    @Override
    public String toString() {
        return "%s:%d:%d: error: %s%s".formatted(path, line, column, message, hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
