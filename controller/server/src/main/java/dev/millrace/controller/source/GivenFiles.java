package dev.millrace.controller.source;

import dev.millrace.controller.base.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files that a run was given for its {@code file} parameters.
 *
 * @param tree of them, each at the path that its parameter's name is
 * @param names of the parameters, and what the files were called where they came from
 */
public record GivenFiles(Digest tree, Map<String, String> names) {
    public GivenFiles {
        names = Collections.unmodifiableMap(new TreeMap<>(names));
    }
}
