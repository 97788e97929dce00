package dev.millrace.api.workspace;

import java.time.Instant;

/**
 * Facts about a file.
 *
 * @param path relative to where it was asked for, with {@code /}
 * @param directory it is a directory
 * @param size bytes; 0 of a directory
 * @param modified when its content last changed
 */
public record FileFacts(String path, boolean directory, long size, Instant modified) {}
