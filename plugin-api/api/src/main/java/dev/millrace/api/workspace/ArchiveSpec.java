package dev.millrace.api.workspace;

/**
 * An archive to write.
 *
 * @param file where to write it, relative to the call's current directory
 * @param format kind of archive
 * @param files what goes into it, under paths relative to their directory
 * @param overwrite replace a file that is there; else that is a failure {@code exists}
 */
public record ArchiveSpec(String file, ArchiveFormat format, FileSet files, boolean overwrite) {}
