package dev.millrace.controller.source;

import dev.millrace.controller.base.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run's files come from.
 *
 * @param tree the uploaded working tree; empty: the run has no scm
 * @param facts {@code GIT_COMMIT}, {@code GIT_BRANCH}, {@code GIT_URL}, {@code BRANCH_NAME} where they are known
 */
public record RunSource(Optional<Digest> tree, Map<String, String> facts) {
    public RunSource {
        facts = Map.copyOf(facts);
    }
}
