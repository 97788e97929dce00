package dev.millrace.evaluator.declarative;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The names that declarative pipelines know. */
public final class Vocabulary {
    static final Set<String> SECTIONS =
            Set.of("agent", "environment", "options", "parameters", "triggers", "tools", "libraries", "stages", "post");
    static final Set<String> STAGE_SECTIONS = Set.of(
            "agent",
            "environment",
            "options",
            "tools",
            "when",
            "input",
            "failFast",
            "steps",
            "stages",
            "parallel",
            "matrix",
            "post",
            "needs",
            "outputs");
    static final Set<String> MATRIX_SECTIONS = Set.of(
            "axes",
            "excludes",
            "stages",
            "agent",
            "environment",
            "options",
            "tools",
            "when",
            "input",
            "post",
            "outputs");
    static final Set<String> COMBINING = Set.of("not", "allOf", "anyOf");
    /** Jenkins' order: what is worse comes later, so that a condition sees what an earlier one made of the result. */
    public static final List<String> POST = List.of(
            "always",
            "changed",
            "fixed",
            "regression",
            "aborted",
            "success",
            "unstable",
            "failure",
            "unsuccessful",
            "notBuilt",
            "cleanup");
    /** Options that are blocks around the stages; each is the step of its name. */
    public static final Set<String> WRAPPERS = Set.of(
            "timeout",
            "retry",
            "timestamps",
            "lock",
            "concurrency",
            "ansiColor",
            "withCredentials",
            "withEnv",
            "catchError",
            "warnError",
            "wrap",
            "throttle",
            "gitLabConnection",
            "withAWS",
            "cache",
            "withChecks",
            "sshagent",
            "milestone");
    /** Kinds of tools that Jenkins and its well-known plugins have. */
    static final Set<String> TOOLS = Set.of(
            "maven",
            "jdk",
            "gradle",
            "ant",
            "nodejs",
            "git",
            "jgit",
            "jgitapache",
            "groovy",
            "go",
            "golang",
            "sbt",
            "scala",
            "dotnetsdk",
            "msbuild",
            "mstest",
            "vstest",
            "dockerTool",
            "dockerfile",
            "terraform",
            "packer",
            "allure",
            "python",
            "conan",
            "cmake",
            "sonarRunner",
            "sonarScanner",
            "sonarQubeScanner",
            "codeql",
            "snyk",
            "oc",
            "kubectl",
            "helm",
            "ansible",
            "grails",
            "xvfb",
            "bazel",
            "androidSdk",
            "jfrog",
            "customTool",
            "generic");

    /** Sections of Jenkins' first versions. */
    static final Map<String, String> RENAMED =
            Map.of("jobProperties", "options", "properties", "options", "postBuild", "post", "notifications", "post");

    static final Set<String> STAGE_OPTIONS = Set.of("skipDefaultCheckout", "checkoutToSubdirectory");

    private Vocabulary() {}

    /** Everything that there is a name for, for documentation: names by what they are. */
    public static Map<String, Set<String>> all() {
        var all = new TreeMap<String, Set<String>>();
        all.put("sections of pipeline", SECTIONS);
        all.put("sections of stage", STAGE_SECTIONS);
        all.put("sections of matrix", MATRIX_SECTIONS);
        all.put("agents", Signatures.AGENTS.names());
        all.put("conditions of when", Signatures.CONDITIONS.names());
        all.put("conditions of post", Set.copyOf(POST));
        all.put("options", options());
        all.put("options of stage", stageOptions());
        all.put("parameters", Signatures.PARAMETERS.names());
        all.put("triggers", Signatures.TRIGGERS.names());
        all.put("tools", TOOLS);
        return all;
    }

    static Set<String> options() {
        var all = new TreeSet<>(WRAPPERS);
        all.addAll(Signatures.OPTIONS.names());
        return all;
    }

    static Set<String> stageOptions() {
        var all = new TreeSet<>(WRAPPERS);
        all.addAll(STAGE_OPTIONS);
        return all;
    }
}
