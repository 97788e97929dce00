package dev.millrace.api.workspace;

import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Optional;

/**
 * Operations in the workspace of a job. Paths use {@code /}, are relative to the call's current directory, and stay below the workspace. The
 * operations of one call are numbered in the order in which they are asked for, and after a crash the same numbers meet the same operations:
 * ask for them in an order that depends on arguments and earlier answers alone.
 *
 * <p>All methods block, fail with {@link StepException} (reasons {@code no-such-file}, {@code outside-workspace}, {@code too-large},
 * {@code too-many}, {@code disk-full}, {@code permission}, {@code io}, {@code agent-lost}) and can be interrupted.
 */
public interface Workspace {
    /** True on agents with Unix paths and shells. */
    boolean isUnix();

    /** Absolute path of the current directory, as processes see it. */
    String directory();

    /** Runs a process to its end. Output goes to the run's log as it comes. A process that exits with any code is no failure here. */
    ProcessResult execute(ProcessSpec process) throws StepException, InterruptedException;

    /** Reads a whole file of at most {@code limitBytes}. */
    byte[] read(String path, long limitBytes) throws StepException, InterruptedException;

    /** Writes a whole file, replacing it in one step; directories above it are made. */
    void write(String path, byte[] content) throws StepException, InterruptedException;

    /** Facts about a file or directory; empty where there is none. */
    Optional<FileFacts> stat(String path) throws StepException, InterruptedException;

    /** Regular files that match, sorted by path. */
    List<FileFacts> list(FileSet files) throws StepException, InterruptedException;

    /** Deletes a file or a directory with all below it. No failure where there is none. */
    void delete(String path) throws StepException, InterruptedException;

    /** Makes a directory and those above it. */
    void makeDirectory(String path) throws StepException, InterruptedException;

    /** Stores the matching files by content and returns their tree. */
    PackedTree pack(FileSet files) throws StepException, InterruptedException;

    /** Puts the files of a tree below a directory, over what is there. */
    void unpack(TreeDigest tree, String path) throws StepException, InterruptedException;
}
