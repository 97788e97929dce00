package dev.millrace.controller.rehearsal;

import dev.millrace.controller.base.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a pipeline pretends to come from.
 *
 * @param facts variables as a checkout sets them
 * @param scm what the pipeline sees as {@code scm}
 */
record SimulatedSource(Map<String, String> facts, Map<String, Object> scm) {
    private static final String KIND = "WorkingTree";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** What is known is kept; the rest is that of a first commit on {@code main}. */
    static SimulatedSource of(Optional<Digest> tree, Map<String, String> known) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("GIT_COMMIT", COMMIT);
        facts.put("GIT_BRANCH", "main");
        facts.put("BRANCH_NAME", "main");
        facts.put("GIT_URL", "https://git.example.com/team/project.git");
        facts.putAll(known);
        var scm = new LinkedHashMap<String, Object>();
        scm.put("$class", KIND);
        scm.put("tree", tree.map(Digest::hex).orElse(""));
        scm.putAll(facts);
        return new SimulatedSource(facts, scm);
    }

    static boolean isScm(Map<?, ?> map) {
        return KIND.equals(map.get("$class"));
    }

    /** What a checkout of another repository gives. */
    static Map<String, String> checkout(Map<String, String> own, Optional<String> url, Optional<String> branch) {
        var facts = new LinkedHashMap<>(own);
        url.ifPresent(text -> facts.put("GIT_URL", text));
        branch.ifPresent(text -> facts.put("GIT_BRANCH", text));
        facts.put("GIT_LOCAL_BRANCH", facts.getOrDefault("GIT_BRANCH", "main"));
        facts.put("GIT_PREVIOUS_COMMIT", facts.getOrDefault("GIT_COMMIT", COMMIT));
        facts.put("GIT_PREVIOUS_SUCCESSFUL_COMMIT", facts.getOrDefault("GIT_COMMIT", COMMIT));
        return facts;
    }
}
