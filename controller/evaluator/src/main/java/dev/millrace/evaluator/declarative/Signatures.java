package dev.millrace.evaluator.declarative;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What options, triggers, parameters, conditions and kinds of agents take: Jenkins' own in full; those of well-known plugins by name, with whatever
 * arguments they are given.
 */
final class Signatures {
    private static final String STRING = "name!:text defaultValue:text description:text trim:truth";
    private static final String RUN_ON = "customWorkspace:text retries:integer cpu memory resources"
            + " sandbox:auto|process|bubblewrap processes network:none|open";
    private static final String REGISTRY =
            "args:text label:text reuseNode:truth registryUrl:text registryCredentialsId:text"
                    + " alwaysPull:truth containerPerStageRoot:truth " + RUN_ON;
    private static final String COMPARED = "*pattern!:text comparator:EQUALS|GLOB|REGEXP";

    static final Signatures TRIGGERS = new Signatures(
            "trigger",
            Map.ofEntries(
                    Map.entry("cron", "*spec!:text"),
                    Map.entry("pollSCM", "*scmpoll_spec!:text ignorePostCommitHooks:truth"),
                    Map.entry("upstream", "*upstreamProjects!:text threshold"),
                    Map.entry("githubPush", ""),
                    Map.entry("githubPullRequests", "..."),
                    Map.entry("issueCommentTrigger", "..."),
                    Map.entry("gitlab", "..."),
                    Map.entry("GenericTrigger", "..."),
                    Map.entry("genericTrigger", "..."),
                    Map.entry("bitbucketPush", "..."),
                    Map.entry("bitBucketTrigger", "..."),
                    Map.entry("parameterizedCron", "*parameterizedSpecification!:text"),
                    Map.entry("eventTrigger", "..."),
                    Map.entry("gerrit", "...")));

    static final Signatures PARAMETERS = new Signatures(
            "parameter",
            Map.ofEntries(
                    Map.entry("string", STRING),
                    Map.entry("text", STRING),
                    Map.entry("booleanParam", "name!:text defaultValue:truth description:text"),
                    Map.entry("choice", "name!:text choices! description:text"),
                    Map.entry("password", "name!:text defaultValue defaultValueAsSecret description:text"),
                    Map.entry("file", "name!:text description:text"),
                    Map.entry(
                            "run",
                            "name!:text projectName!:text description:text filter:ALL|STABLE|SUCCESSFUL|COMPLETED"),
                    Map.entry(
                            "credentials",
                            "name!:text defaultValue:text credentialType:text required:truth description:text"),
                    Map.entry("base64File", "name!:text ..."),
                    Map.entry("stashedFile", "name!:text ..."),
                    Map.entry("gitParameter", "name!:text ..."),
                    Map.entry("listGitBranches", "name!:text ..."),
                    Map.entry("validatingString", "name!:text ..."),
                    Map.entry("extendedChoice", "name!:text ..."),
                    Map.entry("activeChoice", "name!:text ..."),
                    Map.entry("reactiveChoice", "name!:text ..."),
                    Map.entry("persistentString", "name!:text ..."),
                    Map.entry("persistentChoice", "name!:text ..."),
                    Map.entry("persistentBoolean", "name!:text ...")));

    /** Options that say something about the project or the run; those that wrap the stages are steps, and their descriptions count. */
    static final Signatures OPTIONS = new Signatures(
            "option",
            Map.ofEntries(
                    Map.entry("buildDiscarder", "*strategy!"),
                    Map.entry("disableConcurrentBuilds", "abortPrevious:truth"),
                    Map.entry("disableResume", ""),
                    Map.entry("disableRestartFromStage", ""),
                    Map.entry("skipDefaultCheckout", "*skip:truth"),
                    Map.entry("skipStagesAfterUnstable", ""),
                    Map.entry("parallelsAlwaysFailFast", ""),
                    Map.entry("newContainerPerStage", ""),
                    Map.entry("checkoutToSubdirectory", "*subdirectory!:text"),
                    Map.entry("preserveStashes", "*buildCount:1..50"),
                    Map.entry("snapshots", "*before!:stage|step"),
                    Map.entry("sandbox", "*kind!:auto|process|bubblewrap"),
                    Map.entry("quietPeriod", "*quietPeriod!:integer"),
                    Map.entry("overrideIndexTriggers", "*enableTriggers!:truth"),
                    Map.entry("durabilityHint", "*hint!:PERFORMANCE_OPTIMIZED|SURVIVABLE_NONATOMIC|MAX_SURVIVABILITY"),
                    Map.entry("rateLimitBuilds", "*throttle!"),
                    Map.entry("rateLimit", "*throttle!"),
                    Map.entry("copyArtifactPermission", "*projectNames!:text"),
                    Map.entry("retry", "*count!:integer conditions:list"),
                    Map.entry(
                            "timeout",
                            "*time!:integer unit:NANOSECONDS|MICROSECONDS|MILLISECONDS|SECONDS|MINUTES|HOURS|DAYS activity:truth"),
                    Map.entry("timestamps", ""),
                    Map.entry("githubProjectProperty", "..."),
                    Map.entry("githubProject", "..."),
                    Map.entry("authorizationMatrix", "..."),
                    Map.entry("buildBlocker", "..."),
                    Map.entry("priority", "*priority!:integer"),
                    Map.entry(
                            "throttleJobProperty",
                            "categories:list throttleOption:project|category throttleEnabled:truth maxConcurrentTotal:integer"
                                    + " maxConcurrentPerNode:integer limitOneJobWithMatchingParams:truth paramsToUseForLimit:text"),
                    Map.entry("office365ConnectorWebhooks", "..."),
                    Map.entry("gitlabBuilds", "..."),
                    Map.entry("gitLabConnection", "..."),
                    Map.entry("permissions", "..."),
                    Map.entry("datadog", "..."),
                    Map.entry("withFolderProperties", "...")));

    static final Signatures CONDITIONS = new Signatures(
            "condition",
            Map.ofEntries(
                    Map.entry("expression", ""),
                    Map.entry("not", ""),
                    Map.entry("allOf", ""),
                    Map.entry("anyOf", ""),
                    Map.entry("branch", COMPARED),
                    Map.entry("tag", "*pattern:text comparator:EQUALS|GLOB|REGEXP"),
                    Map.entry("environment", "name!:text value!:text ignoreCase:truth"),
                    Map.entry("equals", "expected! actual!"),
                    Map.entry("buildingTag", ""),
                    Map.entry("isRestartedRun", ""),
                    Map.entry(
                            "changeRequest",
                            "id:text target:text branch:text fork:text url:text title:text author:text"
                                    + " authorDisplayName:text authorEmail:text comparator:EQUALS|GLOB|REGEXP"),
                    Map.entry("changeset", COMPARED + " glob:text caseSensitive:truth"),
                    Map.entry("changelog", "*pattern!:text"),
                    Map.entry("triggeredBy", "*value:text cause:text detail:text")));

    static final Signatures AGENTS = new Signatures(
            "agent",
            Map.of(
                    "any", "",
                    "none", "",
                    "label", "*label!:text " + RUN_ON,
                    "node", "*label:text " + RUN_ON,
                    "docker", "*image!:text " + REGISTRY,
                    "dockerfile", "*filename dir:text additionalBuildArgs:text " + REGISTRY,
                    "kubernetes", "..."));

    static final Signature INPUT =
            Signature.of("input", "*message!:text id:text ok:text submitter:text submitterParameter:text parameters");

    /** Values that are written as calls. */
    static final Signatures VALUES = new Signatures(
            "value",
            Map.of(
                    "logRotator",
                    "daysToKeepStr numToKeepStr artifactDaysToKeepStr artifactNumToKeepStr removeLastBuild:truth",
                    "throttle",
                    "count!:integer durationName!:second|minute|hour|day|week|month|year userBoost:truth"));

    private final String what;
    private final Map<String, Signature> byName = new HashMap<>();

    private Signatures(String what, Map<String, String> tables) {
        this.what = what;
        tables.forEach((name, table) -> byName.put(name, Signature.of(name, table)));
    }

    /** What all these are, for messages. */
    String what() {
        return what;
    }

    Optional<Signature> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
