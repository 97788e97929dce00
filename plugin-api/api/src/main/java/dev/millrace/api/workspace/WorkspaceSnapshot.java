package dev.millrace.api.workspace;

import java.util.List;

/**
 * A state of a whole workspace that is kept for a while.
 *
 * @param tree names it
 * @param files how many regular files it has
 * @param bytes their sizes, added up
 * @param remarks what is not in it as it is in the workspace (a FIFO, a file that was being written), for people; the first ones
 */
public record WorkspaceSnapshot(TreeDigest tree, long files, long bytes, List<String> remarks) {
    public WorkspaceSnapshot {
        remarks = List.copyOf(remarks);
    }
}
