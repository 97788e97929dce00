package dev.millrace.agent.workspace;

import java.nio.file.Path;

/**
 * A directory that a lease has for itself.
 *
 * @param path real and absolute
 */
public record Workspace(Path path) {
    /** The files in it. */
    public WorkspaceFiles files() {
        return new WorkspaceFiles(path);
    }
}
