package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variable {@code scm}: what the run's own source is. It is a map, with the fields that pipelines read: {@code scm.branches}, {@code
 * scm.userRemoteConfigs}, {@code scm.extensions}.
 */
final class SourceControl {
    private SourceControl() {}

    static Map<String, @Nullable Object> of(Map<?, ?> facts) {
        var scm = new Facts();
        facts.forEach((name, value) -> scm.put(String.valueOf(name), value));
        var branch = facts.get("BRANCH_NAME") == null ? facts.get("GIT_BRANCH") : facts.get("BRANCH_NAME");
        var url = String.valueOf(facts.get("GIT_URL") == null ? "" : facts.get("GIT_URL"));
        var remote = new Facts();
        remote.put("url", url);
        remote.put("name", "origin");
        remote.put("refspec", "");
        remote.put("credentialsId", null);
        // Whoever puts a checkout together from these fields means the run's own files, not a clone.
        remote.put("tree", facts.get("tree"));
        var spec = new Facts();
        spec.put("name", branch == null ? "*/master" : branch.toString());
        scm.put("branches", list(spec));
        scm.put("userRemoteConfigs", list(remote));
        scm.put("extensions", new ArrayList<>());
        scm.put("doGenerateSubmoduleConfigurations", false);
        scm.put("submoduleCfg", new ArrayList<>());
        scm.put("gitTool", null);
        scm.put("browser", null);
        scm.put("key", url);
        return scm;
    }

    private static List<Object> list(Object item) {
        var list = new ArrayList<>();
        list.add(item);
        return list;
    }

    /** Fields, with getters as pipelines call them. */
    static final class Facts extends LinkedHashMap<String, @Nullable Object> {
        private static final long serialVersionUID = 1;

        /** Groovy calls it for a method that is not there. */
        public @Nullable Object methodMissing(String name, Object arguments) {
            var given = arguments instanceof Object[] array ? array.length : 1;
            var field = Getters.field(name);
            if (given == 0 && !field.isEmpty() && containsKey(field)) {
                return get(field);
            }
            throw new groovy.lang.MissingMethodException(name, getClass(), new Object[0]);
        }
    }
}
