package dev.millrace.evaluator;

import com.google.protobuf.ByteString;
import dev.millrace.evaluator.baton.FakeController;
import dev.millrace.evaluator.language.Contents;
import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import dev.millrace.wire.proto.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Shared libraries in memory, as a controller has them: trees and files by digest. */
final class Shelf implements Contents {
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final Map<String, String> trees = new HashMap<>();

    void add(String name, String version, String... files) {
        var sorted = new TreeMap<String, String>();
        for (int i = 0; i < files.length; i += 2) {
            sorted.put(files[i], files[i + 1]);
        }
        var tree = Tree.newBuilder();
        sorted.forEach((path, text) -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            tree.addEntries(TreeEntry.newBuilder()
                    .setPath(path)
                    .setSize(bytes.length)
                    .setDigest(ByteString.copyFrom(HexFormat.of().parseHex(keep(bytes)))));
        });
        trees.put(name + "@" + version, keep(tree.build().toByteArray()));
    }

    private String keep(byte[] bytes) {
        try {
            var digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            blobs.put(digest, bytes);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public byte[] get(String digest) {
        var bytes = blobs.get(digest);
        if (bytes == null) {
            throw new IllegalStateException("no-such-blob");
        }
        return bytes;
    }

    /** As the step answers; without a version it is that of {@code main}. */
    Outcome.Builder outcome(Map<String, Value> arguments) {
        var parts = arguments
                .getOrDefault("identifier", Value.getDefaultInstance())
                .getText()
                .split("@", 2);
        var version = parts.length > 1 ? parts[1] : "main";
        var tree = trees.get(parts[0] + "@" + version);
        return tree == null
                ? Program.failure("no-such-library", "There is no library " + parts[0] + " in version " + version)
                : FakeController.value(Values.of(
                        "library",
                        Map.of(
                                "name",
                                parts[0],
                                "version",
                                version,
                                "revision",
                                tree.substring(0, 40),
                                "trusted",
                                true,
                                "tree",
                                tree)));
    }
}
