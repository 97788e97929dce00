package dev.millrace.evaluator.language;

import static dev.millrace.evaluator.language.Descriptions.choice;
import static dev.millrace.evaluator.language.Descriptions.first;
import static dev.millrace.evaluator.language.Descriptions.named;
import static dev.millrace.evaluator.language.Descriptions.open;
import static dev.millrace.evaluator.language.Descriptions.required;
import static dev.millrace.evaluator.language.Descriptions.symbol;
import static dev.millrace.wire.proto.ParameterDescription.Type.ANY;
import static dev.millrace.wire.proto.ParameterDescription.Type.INTEGER;
import static dev.millrace.wire.proto.ParameterDescription.Type.LIST;
import static dev.millrace.wire.proto.ParameterDescription.Type.TEXT;
import static dev.millrace.wire.proto.ParameterDescription.Type.TRUTH;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.List;
import java.util.stream.Stream;

/** Descriptions of the values that the engine's own steps take: what {@code properties}, {@code input} and {@code retry} are told. */
final class EngineSymbols {
    private static final String PROPERTY = "property of a project";
    private static final String TRIGGER = "trigger of a project";
    private static final String PARAMETER = "parameter of a project";
    private static final String CONDITION = "condition of retry";
    private static final ParameterDescription NAME =
            required(named("name", TEXT, "Name of the parameter, as params knows it."));
    private static final ParameterDescription DESCRIPTION = named("description", TEXT, "What it is for, for people.");

    private EngineSymbols() {}

    static List<SymbolDescription> all() {
        return Stream.of(properties(), discarding(), triggers(), parameters(), conditions(), SourceSymbols.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<SymbolDescription> properties() {
        return List.of(
                symbol(
                        PROPERTY,
                        "parameters",
                        "ParametersDefinitionProperty",
                        "What a run of the project is given.",
                        "properties([parameters([string(name: 'VERSION', defaultValue: '1')])])",
                        first("parameterDefinitions", LIST, "Parameters: string, booleanParam, choice, ...")),
                symbol(
                        PROPERTY,
                        "pipelineTriggers",
                        "PipelineTriggersJobProperty",
                        "What starts runs of the project.",
                        "properties([pipelineTriggers([cron('H 4 * * *')])])",
                        first("triggers", LIST, "Triggers: cron, pollSCM, upstream, ...")),
                symbol(
                        PROPERTY,
                        "disableConcurrentBuilds",
                        "DisableConcurrentBuildsJobProperty",
                        "One run of the project at a time.",
                        "properties([disableConcurrentBuilds(abortPrevious: true)])",
                        named("abortPrevious", TRUTH, "A new run aborts the one before it.")),
                symbol(
                        PROPERTY,
                        "quietPeriod",
                        "",
                        "How long a run waits before it begins, so that more can come together.",
                        "properties([quietPeriod(30)])",
                        first("quietPeriod", INTEGER, "Seconds.")),
                symbol(
                        PROPERTY,
                        "priority",
                        "",
                        "How urgent the project's jobs and locks are.",
                        "properties([priority(5)])",
                        first("priority", INTEGER, "Larger goes first; 0 is usual.")),
                symbol(
                        PROPERTY,
                        "throttleJobProperty",
                        "ThrottleJobProperty",
                        "How many jobs of the project, or of categories, run at a time.",
                        "properties([throttleJobProperty(throttleEnabled: true, throttleOption: 'category', categories: ['heavy'])])",
                        named("categories", LIST, "Names of the categories; 'millrace throttle' sets what they allow."),
                        named("throttleOption", TEXT, "project, or category."),
                        named("throttleEnabled", TRUTH, "It holds; true without."),
                        named("maxConcurrentTotal", INTEGER, "Of project: jobs at a time; 0: any number."),
                        named(
                                "maxConcurrentPerNode",
                                INTEGER,
                                "Of project: jobs at a time on one agent; 0: any number."),
                        named(
                                "limitOneJobWithMatchingParams",
                                TRUTH,
                                "Of runs with the same parameters one goes at a time."),
                        named(
                                "paramsToUseForLimit",
                                TEXT,
                                "Names of the parameters that are compared, separated by commas; all without.")),
                symbol(
                        PROPERTY,
                        "disableResume",
                        "DisableResumeJobProperty",
                        "Accepted; runs are always taken up again.",
                        "properties([disableResume()])",
                        named("resumeBlocked", TRUTH, "Accepted.")),
                symbol(
                        PROPERTY,
                        "durabilityHint",
                        "DurabilityHintJobProperty",
                        "Accepted; runs are always durable.",
                        "properties([durabilityHint('PERFORMANCE_OPTIMIZED')])",
                        first("hint", TEXT, "One of Jenkins' names of durability.")),
                symbol(
                        PROPERTY,
                        "preserveStashes",
                        "PreserveStashesJobProperty",
                        "Keeps stashes of ended runs, for runs that start again from a stage.",
                        "properties([preserveStashes(buildCount: 5)])",
                        first("buildCount", INTEGER, "Of how many runs.")),
                symbol(
                        PROPERTY,
                        "snapshots",
                        "",
                        "How often the state of a workspace is kept, for runs that start again: before each stage, or before each step after one that changed it.",
                        "properties([snapshots('step')])",
                        first("before", TEXT, "stage or step.")),
                symbol(
                        PROPERTY,
                        "sandbox",
                        "",
                        "The sandbox in which its jobs run, where a node asks for no other.",
                        "properties([sandbox('bubblewrap')])",
                        first("kind", TEXT, "process, bubblewrap, or auto: what the run's trust demands.")),
                symbol(
                        PROPERTY,
                        "overrideIndexTriggers",
                        "OverrideIndexTriggersJobProperty",
                        "Whether new commits of its branch start runs.",
                        "properties([overrideIndexTriggers(false)])",
                        first("enableTriggers", TRUTH, "They do.")),
                symbol(
                        PROPERTY,
                        "rateLimitBuilds",
                        "RateLimitBranchProperty JobPropertyImpl",
                        "How often runs of a branch begin, evenly spread.",
                        "properties([rateLimitBuilds(throttle(count: 3, durationName: 'hour'))])",
                        first("throttle", ANY, "The limit: throttle(...).")),
                open(symbol(
                        PROPERTY,
                        "rateLimit",
                        "",
                        "The same as rateLimitBuilds.",
                        "properties([rateLimit(throttle(count: 3, durationName: 'hour'))])",
                        first("throttle", ANY, "The limit: throttle(...)."))),
                symbol(
                        "limit of a rate",
                        "throttle",
                        "ThrottleImpl",
                        "So many in a time.",
                        "properties([rateLimitBuilds(throttle(count: 3, durationName: 'hour'))])",
                        required(named("count", INTEGER, "How many.")),
                        required(named(
                                "durationName", TEXT, "The time: second, minute, hour, day, week, month or year.")),
                        named("userBoost", TRUTH, "Runs that people start do not wait.")));
    }

    private static List<SymbolDescription> discarding() {
        return List.of(
                symbol(
                        PROPERTY,
                        "buildDiscarder",
                        "BuildDiscarderProperty",
                        "Which runs are kept.",
                        "properties([buildDiscarder(logRotator(numToKeepStr: '20'))])",
                        required(first("strategy", ANY, "What is kept: logRotator(...)."))),
                symbol(
                        "choice of runs that are kept",
                        "logRotator",
                        "LogRotator",
                        "Keeps runs by number and age.",
                        "properties([buildDiscarder(logRotator(daysToKeepStr: '30', artifactNumToKeepStr: '5'))])",
                        named("daysToKeepStr", TEXT, "Days that a run is kept."),
                        named("numToKeepStr", TEXT, "How many runs are kept."),
                        named("artifactDaysToKeepStr", TEXT, "Days that artifacts are kept."),
                        named("artifactNumToKeepStr", TEXT, "Of how many runs artifacts are kept."),
                        named("daysToKeep", INTEGER, "The same as daysToKeepStr."),
                        named("numToKeep", INTEGER, "The same as numToKeepStr."),
                        named("artifactDaysToKeep", INTEGER, "The same as artifactDaysToKeepStr."),
                        named("artifactNumToKeep", INTEGER, "The same as artifactNumToKeepStr."),
                        named("removeLastBuild", TRUTH, "Does not spare the last one.")));
    }

    private static List<SymbolDescription> triggers() {
        return List.of(
                symbol(
                        TRIGGER,
                        "cron",
                        "TimerTrigger",
                        "Starts runs at times.",
                        "properties([pipelineTriggers([cron('H 4 * * 1-5')])])",
                        required(first("spec", TEXT, "Minute, hour, day of month, month, day of week; H spreads."))),
                symbol(
                        TRIGGER,
                        "pollSCM",
                        "SCMTrigger",
                        "Looks for new commits at times.",
                        "properties([pipelineTriggers([pollSCM('H/15 * * * *')])])",
                        required(first("scmpoll_spec", TEXT, "When, as for cron.")),
                        named("spec", TEXT, "The same as scmpoll_spec."),
                        named("ignorePostCommitHooks", TRUTH, "Hooks do not make it look.")),
                symbol(
                        TRIGGER,
                        "upstream",
                        "ReverseBuildTrigger",
                        "Starts a run after runs of other projects.",
                        "properties([pipelineTriggers([upstream('shop,lib')])])",
                        first("upstreamProjects", TEXT, "The projects, separated by commas."),
                        named("threshold", ANY, "The worst result that counts.")));
    }

    private static List<SymbolDescription> parameters() {
        return List.of(
                symbol(
                        PARAMETER,
                        "string",
                        "StringParameterDefinition",
                        "A line of text.",
                        "properties([parameters([string(name: 'VERSION', defaultValue: '1', trim: true)])])",
                        NAME,
                        named("defaultValue", TEXT, "What it is where a run is given none."),
                        DESCRIPTION,
                        named("trim", TRUTH, "Blanks around it are taken away.")),
                symbol(
                        PARAMETER,
                        "text",
                        "TextParameterDefinition",
                        "Lines of text.",
                        "properties([parameters([text(name: 'NOTES', defaultValue: '')])])",
                        NAME,
                        named("defaultValue", TEXT, "What it is where a run is given none."),
                        DESCRIPTION,
                        named("trim", TRUTH, "Blanks around it are taken away.")),
                symbol(
                        PARAMETER,
                        "booleanParam",
                        "BooleanParameterDefinition",
                        "True or false.",
                        "properties([parameters([booleanParam(name: 'DEPLOY', defaultValue: false)])])",
                        NAME,
                        named("defaultValue", TRUTH, "What it is where a run is given none; false without."),
                        DESCRIPTION),
                symbol(
                        PARAMETER,
                        "choice",
                        "ChoiceParameterDefinition",
                        "One of some texts.",
                        "properties([parameters([choice(name: 'TARGET', choices: ['staging', 'production'])])])",
                        NAME,
                        required(named("choices", ANY, "The texts: a list, or lines; the first is the default.")),
                        DESCRIPTION),
                symbol(
                        PARAMETER,
                        "password",
                        "PasswordParameterDefinition",
                        "A text that logs do not show.",
                        "properties([parameters([password(name: 'KEY', description: 'of the vault')])])",
                        NAME,
                        named("defaultValue", ANY, "What it is where a run is given none."),
                        named("defaultValueAsSecret", ANY, "The same as defaultValue."),
                        DESCRIPTION),
                symbol(
                        PARAMETER,
                        "file",
                        "FileParameterDefinition",
                        "A file that who starts the run sends.",
                        "properties([parameters([file(name: 'data.csv')])])",
                        NAME,
                        DESCRIPTION),
                symbol(
                        PARAMETER,
                        "credentials",
                        "CredentialsParameterDefinition",
                        "Id of credentials.",
                        "properties([parameters([credentials(name: 'KEY', required: true)])])",
                        NAME,
                        named("defaultValue", TEXT, "Id where a run is given none."),
                        named("credentialType", TEXT, "Kind of the credentials."),
                        named("required", TRUTH, "A run does not start without."),
                        DESCRIPTION),
                symbol(
                        PARAMETER,
                        "run",
                        "RunParameterDefinition",
                        "A run of another project.",
                        "properties([parameters([run(name: 'FROM', projectName: 'shop')])])",
                        NAME,
                        required(named("projectName", TEXT, "The project.")),
                        choice("filter", "Which runs.", "ALL", "STABLE", "SUCCESSFUL", "COMPLETED"),
                        DESCRIPTION));
    }

    private static List<SymbolDescription> conditions() {
        return List.of(
                symbol(
                        CONDITION,
                        "agent",
                        "",
                        "The agent was lost.",
                        "retry(count: 2, conditions: [agent()]) {\n    node {\n        sh 'make'\n    }\n}"),
                symbol(
                        CONDITION,
                        "kubernetesAgent",
                        "",
                        "The agent's pod was lost.",
                        "retry(count: 2, conditions: [kubernetesAgent()]) {\n    node {\n        sh 'make'\n    }\n}",
                        named("handleNonKubernetes", TRUTH, "Other agents count, too.")),
                symbol(
                        CONDITION,
                        "nonresumable",
                        "",
                        "A restart of the controller interrupted a step that cannot be taken up again.",
                        "retry(count: 2, conditions: [nonresumable()]) {\n    echo 'x'\n}"));
    }
}
