package dev.millrace.evaluator.language;

import groovy.lang.Closure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that stand for a value, not a step: {@code logRotator(numToKeepStr: '5')}. They become maps with a {@code $class}. */
final class Symbols {
    static final Set<String> NAMES = Set.of(
            "logRotator",
            "buildDiscarder",
            "cron",
            "pollSCM",
            "upstream",
            "string",
            "booleanParam",
            "choice",
            "text",
            "password",
            "file",
            "credentials",
            "run",
            "parameters",
            "pipelineTriggers",
            "disableConcurrentBuilds",
            "disableResume",
            "durabilityHint",
            "rateLimitBuilds",
            "githubPush",
            "usernamePassword",
            "usernameColonPassword",
            "sshUserPrivateKey",
            "certificate",
            "zip",
            "nonresumable",
            "agent",
            "kubernetesAgent",
            "gitSCM",
            "scmGit",
            "cleanBeforeCheckout",
            "cloneOption",
            "localBranch",
            "lastSuccessful",
            "specific",
            "latestSavedBuild");

    private Symbols() {}

    static Object call(String name, @Nullable Object[] values, Supplier<RuntimeException> unknown) {
        if (!NAMES.contains(name) || (values.length > 0 && values[values.length - 1] instanceof Closure<?>)) {
            throw unknown.get();
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("$class", name);
        for (var value : values) {
            if (value instanceof Map<?, ?> named) {
                named.forEach((key, item) -> map.put(String.valueOf(key), item));
            } else {
                map.put("value", value);
            }
        }
        return map;
    }
}
