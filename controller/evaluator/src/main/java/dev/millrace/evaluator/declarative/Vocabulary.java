package dev.millrace.evaluator.declarative;

import java.util.List;
import java.util.Set;
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
            "post");
    static final Set<String> MATRIX_SECTIONS =
            Set.of("axes", "excludes", "stages", "agent", "environment", "options", "tools", "when", "input", "post");
    static final Set<String> AGENTS =
            Set.of("any", "none", "label", "node", "docker", "dockerfile", "kubernetes", "otherField");
    static final Set<String> PARAMETERS =
            Set.of("string", "text", "booleanParam", "choice", "password", "file", "run", "credentials");
    static final Set<String> TRIGGERS = Set.of(
            "cron",
            "pollSCM",
            "upstream",
            "githubPush",
            "gitlab",
            "genericTrigger",
            "GenericTrigger",
            "bitbucketPush",
            "parameterizedCron");
    static final Set<String> CONDITIONS = Set.of(
            "expression",
            "branch",
            "environment",
            "equals",
            "not",
            "allOf",
            "anyOf",
            "tag",
            "buildingTag",
            "changeRequest",
            "changeset",
            "changelog",
            "triggeredBy",
            "isRestartedRun");
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
            "script",
            "milestone");
    /** Options that say something about the project or the run. */
    static final Set<String> PROPERTIES = Set.of(
            "buildDiscarder",
            "disableConcurrentBuilds",
            "disableResume",
            "skipDefaultCheckout",
            "skipStagesAfterUnstable",
            "parallelsAlwaysFailFast",
            "newContainerPerStage",
            "checkoutToSubdirectory",
            "preserveStashes",
            "quietPeriod",
            "overrideIndexTriggers",
            "durabilityHint",
            "rateLimitBuilds",
            "copyArtifactPermission",
            "githubProjectProperty",
            "authorizationMatrix",
            "disableRestartFromStage",
            "buildBlocker",
            "rateLimit",
            "throttleJobProperty",
            "office365ConnectorWebhooks",
            "gitlabBuilds",
            "gitLabConnection",
            "githubProject",
            "permissions");

    static final Set<String> STAGE_OPTIONS = Set.of("skipDefaultCheckout", "checkoutToSubdirectory");

    private Vocabulary() {}

    static Set<String> options() {
        var all = new TreeSet<>(WRAPPERS);
        all.addAll(PROPERTIES);
        return all;
    }

    static Set<String> stageOptions() {
        var all = new TreeSet<>(WRAPPERS);
        all.addAll(STAGE_OPTIONS);
        return all;
    }
}
