package dev.millrace.agent.archive;

import dev.millrace.agent.workspace.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Takes files in the order of their paths; {@link #finish} is the last call. */
interface ArchiveWriter {
    /** Adds a regular file. */
    void file(String path, Path file, int mode, Instant modified) throws IOException, FileFault, InterruptedException;

    /** Links are entries of their own; else what they lead to is added. */
    boolean keepsLinks();

    /** Adds a symbolic link. */
    void link(String path, String target, Instant modified) throws IOException;

    /** Writes what stands at the end. */
    void finish() throws IOException;
}
