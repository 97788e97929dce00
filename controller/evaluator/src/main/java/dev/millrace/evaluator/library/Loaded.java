package dev.millrace.evaluator.library;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A library that is loaded.
 *
 * @param name as the run calls it
 * @param version that was asked for
 * @param revision that it is: a commit, or what else names one exact state
 * @param trusted it comes from where only those write who may
 * @param tree digest of its files
 * @param files by path
 */
record Loaded(String name, String version, String revision, boolean trusted, String tree, LibraryFiles files) {
    /** Reads what the outcome of the step says. */
    static Loaded of(Map<String, @Nullable Object> outcome, Snapshots snapshots) {
        var tree = text(outcome, "tree");
        return new Loaded(
                text(outcome, "name"),
                text(outcome, "version"),
                text(outcome, "revision"),
                Boolean.TRUE.equals(outcome.get("trusted")),
                tree,
                snapshots.files(tree));
    }

    private static String text(Map<String, @Nullable Object> outcome, String name) {
        return Optional.ofNullable(outcome.get(name)).map(Object::toString).orElse("");
    }
}
