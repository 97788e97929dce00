package dev.millrace.controller.source;

import dev.millrace.controller.base.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run's files come from.
 *
 * @param tree the uploaded working tree; empty: the run has no scm
 * @param facts {@code GIT_COMMIT}, {@code GIT_BRANCH}, {@code GIT_URL}, {@code BRANCH_NAME} where they are known
 * @param libraries shared libraries that it was given
 * @param tools that it was given
 */
public record RunSource(
        Optional<Digest> tree, Map<String, String> facts, List<RunLibrary> libraries, List<RunTool> tools) {
    public RunSource {
        facts = Map.copyOf(facts);
        libraries = List.copyOf(libraries);
        tools = List.copyOf(tools);
    }

    /** Without tools of its own. */
    public RunSource(Optional<Digest> tree, Map<String, String> facts, List<RunLibrary> libraries) {
        this(tree, facts, libraries, List.of());
    }

    /** Without libraries and tools of its own. */
    public RunSource(Optional<Digest> tree, Map<String, String> facts) {
        this(tree, facts, List.of());
    }
}
