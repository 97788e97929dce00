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
            "buildDiscarder",
            "logRotator",
            "disableConcurrentBuilds",
            "disableResume",
            "durabilityHint",
            "rateLimitBuilds",
            "preserveStashes",
            "overrideIndexTriggers",
            "copyArtifactPermission",
            "githubProjectProperty",
            "gitLabConnection",
            "authorizationMatrix",
            "throttleJobProperty",
            "rateLimit",
            "buildBlocker",
            "parameters",
            "pipelineTriggers",
            "cron",
            "pollSCM",
            "upstream",
            "githubPush",
            "gitlab",
            "bitbucketPush",
            "genericTrigger",
            "GenericTrigger",
            "parameterizedCron",
            "issueCommentTrigger",
            "string",
            "booleanParam",
            "choice",
            "text",
            "password",
            "file",
            "credentials",
            "run",
            "hidden",
            "base64File",
            "stashedFile",
            "extendedChoice",
            "gitParameter",
            "activeChoice",
            "usernamePassword",
            "usernameColonPassword",
            "sshUserPrivateKey",
            "certificate",
            "zip",
            "dockerCert",
            "gitUsernamePassword",
            "vaultString",
            "agent",
            "kubernetesAgent",
            "nonresumable",
            "conventional",
            "modernSCM",
            "legacySCM",
            "gitSource",
            "github",
            "scmGit",
            "gitSCM",
            "svn",
            "mercurial",
            "branchSpec",
            "cleanBeforeCheckout",
            "cleanAfterCheckout",
            "cleanCheckout",
            "cloneOption",
            "localBranch",
            "pruneStaleBranch",
            "pruneTags",
            "relativeTargetDirectory",
            "submodule",
            "submoduleOption",
            "checkoutOption",
            "gitLFSPull",
            "lfs",
            "sparseCheckout",
            "sparseCheckoutPath",
            "preBuildMerge",
            "wipeWorkspace",
            "userIdentity",
            "authorInChangelog",
            "changelogToBranch",
            "firstBuildChangelog",
            "disableRemotePoll",
            "ignoreNotifyCommit",
            "messageExclusion",
            "pathRestriction",
            "scmName",
            "perBuildTag",
            "gitBranchDiscovery",
            "gitTagDiscovery",
            "gitHubBranchDiscovery",
            "gitHubTagDiscovery",
            "gitHubPullRequestDiscovery",
            "headWildcardFilter",
            "headRegexFilter",
            "lastSuccessful",
            "lastCompleted",
            "lastWithArtifacts",
            "latestSavedBuild",
            "permalink",
            "specific",
            "upstreamBuild",
            "buildParameter",
            "downstream",
            "envVar",
            "containerEnvVar",
            "secretEnvVar",
            "portMapping",
            "podAnnotation",
            "emptyDirVolume",
            "hostPathVolume",
            "secretVolume",
            "configMapVolume",
            "nfsVolume",
            "persistentVolumeClaim",
            "dynamicPVC",
            "containerLivenessProbe",
            "merge",
            "override",
            "requestor",
            "culprits",
            "developers",
            "brokenBuildSuspects",
            "brokenTestsSuspects",
            "recipients",
            "contributor",
            "booleanCondition");

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
