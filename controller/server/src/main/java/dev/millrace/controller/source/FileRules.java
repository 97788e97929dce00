package dev.millrace.controller.source;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.Problem;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Which files a run can be given for its parameters. Pure. */
final class FileRules {
    /** Files of one run. */
    static final int MOST = 100;

    /** Bytes of all files of one run. */
    static final long MOST_BYTES = 1L << 30;

    private static final int LONGEST_NAME = 250;
    private static final int MODE = 0644;

    private FileRules() {}

    /** All that is wrong with them. */
    static List<Problem> problems(List<ParameterFile> files) {
        var problems = new ArrayList<Problem>();
        if (files.size() > MOST) {
            problems.add(problem("files", "A run takes %d files, not %d".formatted(MOST, files.size()), "Pack them"));
        }
        var bytes = files.stream().mapToLong(ParameterFile::size).sum();
        if (bytes > MOST_BYTES) {
            problems.add(problem(
                    "files",
                    "The files have %d bytes, and a run takes %d".formatted(bytes, MOST_BYTES),
                    "Have the pipeline fetch what is larger"));
        }
        var names = new HashSet<String>();
        for (var file : files) {
            if (!below(file.name())) {
                problems.add(problem(
                        "files." + file.name(),
                        "is not a path below a workspace",
                        "The parameter's name is the file's place there: data/input.csv"));
            }
            if (!names.add(file.name())) {
                problems.add(problem("files." + file.name(), "is given twice", ""));
            }
            if (!original(file.original())) {
                problems.add(problem("files." + file.name(), "has no file name: '%s'".formatted(file.original()), ""));
            }
        }
        return problems;
    }

    private static boolean below(String name) {
        return name.length() <= LONGEST_NAME
                && !name.contains("\0")
                && !name.contains("\\")
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    private static boolean original(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }

    /** The tree of files that have no problem. */
    static Tree tree(List<ParameterFile> files) {
        var tree = Tree.newBuilder();
        files.stream()
                .sorted((one, other) -> Arrays.compareUnsigned(
                        one.name().getBytes(StandardCharsets.UTF_8),
                        other.name().getBytes(StandardCharsets.UTF_8)))
                .forEach(file -> tree.addEntries(TreeEntry.newBuilder()
                        .setPath(file.name())
                        .setKind(TreeEntry.Kind.FILE)
                        .setMode(MODE)
                        .setSize(file.size())
                        .setDigest(ByteString.copyFrom(file.digest().bytes()))));
        return tree.build();
    }

    private static Problem problem(String path, String message, String hint) {
        return new Problem(path, 0, 0, message, hint);
    }
}
