package dev.millrace.controller.tool;

/**
 * Where a tool is on some agents.
 *
 * @param labels label expression that those agents meet; empty: all that no other home is for
 * @param directory absolute path there
 */
public record ToolHome(String labels, String directory) {
    /** For all agents. */
    public static ToolHome everywhere(String directory) {
        return new ToolHome("", directory);
    }
}
