package dev.millrace.api.report;

/**
 * What is known of an artifact.
 *
 * @param path relative, with {@code /}
 * @param size bytes
 * @param sha256 of its content, 64 small hexadecimal digits
 */
public record ArtifactFacts(String path, long size, String sha256) {}
