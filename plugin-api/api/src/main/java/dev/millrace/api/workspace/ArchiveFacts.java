package dev.millrace.api.workspace;

/**
 * An archive that was written.
 *
 * @param files how many are in it
 * @param bytes its own size
 */
public record ArchiveFacts(long files, long bytes) {}
