package dev.millrace.api.workspace;

/**
 * A stored tree.
 *
 * @param digest names it
 * @param files how many regular files it has
 * @param bytes their sizes, added up
 */
public record PackedTree(TreeDigest digest, long files, long bytes) {}
