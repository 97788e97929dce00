package dev.millrace.testkit;

import dev.millrace.api.workspace.PackedTree;
import dev.millrace.api.workspace.TreeDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Trees by content, in memory. Safe for use by many threads. */
final class TreeStore {
    private final Map<TreeDigest, SortedMap<String, Entry>> trees = new ConcurrentHashMap<>();

    /** A file of a tree. */
    record Entry(byte[] content, boolean executable) {}

    PackedTree put(SortedMap<String, Entry> files) {
        var digest = digest(files);
        trees.put(digest, new TreeMap<>(files));
        long bytes =
                files.values().stream().mapToLong(file -> file.content().length).sum();
        return new PackedTree(digest, files.size(), bytes);
    }

    Optional<SortedMap<String, Entry>> get(TreeDigest digest) {
        return Optional.ofNullable(trees.get(digest));
    }

    private static TreeDigest digest(SortedMap<String, Entry> files) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            files.forEach((path, file) -> {
                sha.update("%s\0%b\0%d\0"
                        .formatted(path, file.executable(), file.content().length)
                        .getBytes(StandardCharsets.UTF_8));
                sha.update(file.content());
            });
            return new TreeDigest(HexFormat.of().formatHex(sha.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
