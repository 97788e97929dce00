package dev.millrace.agent.workspace;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file, directory or link that was found.
 *
 * @param path relative to the directory that was searched, '/' between names
 * @param file where it is
 * @param attributes its own, a link's not of what it leads to
 * @param emptyDirectory a directory with nothing in it at all
 */
public record FoundFile(String path, Path file, BasicFileAttributes attributes, boolean emptyDirectory) {}
