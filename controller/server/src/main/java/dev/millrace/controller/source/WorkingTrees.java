package dev.millrace.controller.source;

import dev.millrace.controller.base.Digest;

/** Working trees that clients upload as blobs. Safe for use by many threads. */
public interface WorkingTrees {
    /**
     * Checks that a stored tree can be unpacked below a directory: its paths stay below it, none is there twice, none lies below a file or a link,
     * links lead to places below it, and every file is stored with its size.
     *
     * @throws dev.millrace.controller.base.UserError with all that is wrong (the first hundred)
     */
    void check(Digest tree);
}
