package dev.millrace.controller.source;

import dev.millrace.controller.base.Problem;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a tree must be like, whoever sends it. */
final class TreeRules {
    private static final int LONGEST_PATH = 4096;
    private static final int MOST_PROBLEMS = 100;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, TreeEntry.Kind> seen = new HashMap<>();

    private TreeRules() {}

    /** All that is wrong with the names, links and order of a tree; empty where nothing is. */
    static List<Problem> problems(Tree tree) {
        var rules = new TreeRules();
        byte[] before = {};
        for (var entry : tree.getEntriesList()) {
            if (rules.problems.size() >= MOST_PROBLEMS) {
                break;
            }
            var path = entry.getPath().getBytes(StandardCharsets.UTF_8);
            if (Arrays.compareUnsigned(before, path) >= 0) {
                rules.add(
                        entry,
                        rules.seen.containsKey(entry.getPath()) ? "is there twice" : "is out of order",
                        "Sort entries by the bytes of their path.");
            }
            before = path;
            rules.check(entry);
        }
        return rules.problems;
    }

    private void check(TreeEntry entry) {
        var path = entry.getPath();
        if (!below(path)) {
            add(
                    entry,
                    "is not a relative path with / between names",
                    "No empty, '.' or '..' name, no backslash or control character.");
            return;
        }
        for (var slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            var above = seen.get(path.substring(0, slash));
            if (above != null && above != TreeEntry.Kind.DIRECTORY) {
                add(entry, "lies below something that is not a directory", "");
            }
        }
        seen.put(path, entry.getKind());
        if ((entry.getMode() & ~0777) != 0) {
            add(entry, "has a mode beyond 0777: 0" + Integer.toOctalString(entry.getMode()), "");
        }
        switch (entry.getKind()) {
            case FILE -> {
                if (entry.getDigest().size() != 32 || entry.getSize() < 0) {
                    add(entry, "has no SHA-256 or a negative size", "");
                }
            }
            case SYMLINK -> {
                if (!staysBelow(path, entry.getTarget())) {
                    add(
                            entry,
                            "links to %s, which is not below the tree".formatted(entry.getTarget()),
                            "Leave the link out.");
                }
            }
            case DIRECTORY -> {}
            case UNRECOGNIZED -> add(entry, "is of an unknown kind", "The client is newer than this server.");
        }
    }

    private static boolean below(String path) {
        if (path.isEmpty()
                || path.length() > LONGEST_PATH
                || path.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f)) {
            return false;
        }
        for (var name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static boolean staysBelow(String path, String target) {
        if (target.isEmpty() || target.startsWith("/") || target.length() > LONGEST_PATH || target.indexOf('\0') >= 0) {
            return false;
        }
        var depth = path.chars().filter(c -> c == '/').count();
        for (var name : target.split("/", -1)) {
            if (name.equals("..")) {
                depth--;
            } else if (!name.isEmpty() && !name.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    private void add(TreeEntry entry, String what, String hint) {
        problems.add(new Problem(entry.getPath(), 0, 0, what, hint));
    }
}
