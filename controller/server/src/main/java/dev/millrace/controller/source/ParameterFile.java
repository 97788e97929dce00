package dev.millrace.controller.source;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.Problem;
import dev.millrace.wire.proto.Tree;
import java.util.List;

/**
 * A file for a parameter.
 *
 * @param name of the parameter, and the file's path in workspaces
 * @param original what it was called where it came from
 * @param digest of its content, a blob
 * @param size in bytes
 */
public record ParameterFile(String name, String original, Digest digest, long size) {
    /** All that is wrong with the files of one run: their places, their number, their size. */
    public static List<Problem> problems(List<ParameterFile> files) {
        return FileRules.problems(files);
    }

    /** The tree of files that have no problem. */
    public static Tree tree(List<ParameterFile> files) {
        return FileRules.tree(files);
    }
}
