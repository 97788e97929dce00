package dev.millrace.api.workspace;

import dev.millrace.api.step.StepException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Operations in the workspace of a job. Paths use {@code /}, are relative to the call's current directory, and stay below the workspace. The
 * operations of one call are numbered in the order in which they are asked for, and after a crash the same numbers meet the same operations:
 * ask for them in an order that depends on arguments and earlier answers alone.
 *
 * <p>All methods block, fail with {@link StepException} (reasons {@code no-such-file}, {@code not-a-file}, {@code not-a-directory},
 * {@code outside-workspace}, {@code too-large}, {@code too-many}, {@code bad-archive}, {@code exists}, {@code disk-full}, {@code permission}, {@code io}, {@code agent-lost}) and can be interrupted.
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

    /**
     * Writes from an offset of a file on, and cuts off what was behind: long files are written in parts. At offset 0 it is {@link #write(String,
     * byte[])}; else the file must be there and at least that long.
     */
    void write(String path, long offset, byte[] content) throws StepException, InterruptedException;

    /** Facts about a file or directory; empty where there is none. */
    Optional<FileFacts> stat(String path) throws StepException, InterruptedException;

    /** Regular files that match, sorted by path. */
    List<FileFacts> list(FileSet files) throws StepException, InterruptedException;

    /** Regular files and directories that match, sorted by path; patterns say how deep: {@code *} is what the directory itself has. */
    List<FileFacts> listAll(FileSet files) throws StepException, InterruptedException;

    /** Deletes a file or a directory with all below it. No failure where there is none. */
    void delete(String path) throws StepException, InterruptedException;

    /**
     * Deletes regular files and links that match.
     *
     * @param directories delete directories that match too, with all below them
     */
    void deleteMatching(FileSet files, boolean directories) throws StepException, InterruptedException;

    /** Makes a directory and those above it. */
    void makeDirectory(String path) throws StepException, InterruptedException;

    /** Stores the matching files by content and returns their tree. */
    PackedTree pack(FileSet files) throws StepException, InterruptedException;

    /** The same, and says what becomes of links. */
    PackedTree pack(FileSet files, Links links) throws StepException, InterruptedException;

    /** Puts the files of a tree below a directory, over what is there. */
    void unpack(TreeDigest tree, String path) throws StepException, InterruptedException;

    /**
     * Keeps the state of the whole workspace, whatever the current directory is, so that the run can be restarted from here; durable on return. Only
     * what changed since the last time is read and stored. Fails with {@code too-many} where there are more files than the agent can take.
     */
    WorkspaceSnapshot snapshot() throws StepException, InterruptedException;

    /**
     * Puts the regular files that match into an archive in the workspace; none of them leaves the agent. The archive appears whole or not at all,
     * never holds itself, and keeps paths, modes and times. Fails with {@code exists} where it is there and may not be replaced.
     */
    ArchiveFacts archive(ArchiveSpec archive) throws StepException, InterruptedException;

    /**
     * Reads an archive in the workspace. Entries that would leave the directory, by their path or through a link, fail with
     * {@code outside-workspace}; damaged archives with {@code bad-archive}; what unpacks to more than an agent allows with {@code too-many} or
     * {@code too-large}. Files that were written before a failure stay.
     */
    Extracted extract(ExtractSpec archive) throws StepException, InterruptedException;

    /** Digest of a file's content, in small hexadecimal digits. The content does not leave the agent. */
    String digest(String path, DigestAlgorithm algorithm) throws StepException, InterruptedException;

    /** Sets when a file was last modified, to now where empty; makes an empty file where there is none, and directories above it. */
    FileFacts touch(String path, Optional<Instant> modified) throws StepException, InterruptedException;
}
