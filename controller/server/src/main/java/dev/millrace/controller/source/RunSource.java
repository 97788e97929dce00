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
 * @param files for its parameters
 */
public record RunSource(
        Optional<Digest> tree,
        Map<String, String> facts,
        List<RunLibrary> libraries,
        List<RunTool> tools,
        Optional<GivenFiles> files) {
    public RunSource {
        facts = Map.copyOf(facts);
        libraries = List.copyOf(libraries);
        tools = List.copyOf(tools);
    }

    /** Without tools and files of its own. */
    public RunSource(Optional<Digest> tree, Map<String, String> facts, List<RunLibrary> libraries) {
        this(tree, facts, libraries, List.of(), Optional.empty());
    }

    /** Without anything else of its own. */
    public RunSource(Optional<Digest> tree, Map<String, String> facts) {
        this(tree, facts, List.of());
    }
}
