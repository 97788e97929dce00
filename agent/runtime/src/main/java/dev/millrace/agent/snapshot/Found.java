package dev.millrace.agent.snapshot;

import dev.millrace.agent.posix.Stat;

/**
 * An entry of a workspace as it is.
 *
 * @param path below the workspace
 * @param stat of it
 * @param target of a link, else empty
 */
record Found(String path, Stat stat, String target) {
    boolean isDirectory() {
        return stat.type() == Stat.Type.DIRECTORY;
    }
}
