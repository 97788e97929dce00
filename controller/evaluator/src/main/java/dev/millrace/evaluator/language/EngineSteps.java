package dev.millrace.evaluator.language;

import static dev.millrace.evaluator.language.Descriptions.block;
import static dev.millrace.evaluator.language.Descriptions.first;
import static dev.millrace.evaluator.language.Descriptions.named;
import static dev.millrace.evaluator.language.Descriptions.noted;
import static dev.millrace.evaluator.language.Descriptions.required;
import static dev.millrace.evaluator.language.Descriptions.step;
import static dev.millrace.wire.proto.ParameterDescription.Type.ANY;
import static dev.millrace.wire.proto.ParameterDescription.Type.INTEGER;
import static dev.millrace.wire.proto.ParameterDescription.Type.LIST;
import static dev.millrace.wire.proto.ParameterDescription.Type.TEXT;
import static dev.millrace.wire.proto.ParameterDescription.Type.TRUTH;

import dev.millrace.wire.proto.StepDescription;
import java.util.List;
import java.util.stream.Stream;

/** Descriptions of the steps that the engine itself has. */
final class EngineSteps {
    private static final String UNITS = "Unit of the time: SECONDS, MINUTES, HOURS, ...";

    private EngineSteps() {}

    static List<StepDescription> all() {
        return Stream.of(structure(), guards(), sharing(), words(), asked(), sources())
                .flatMap(List::stream)
                .toList();
    }

    private static List<StepDescription> structure() {
        return List.of(
                block(
                        "stage",
                        "A named part of the run.",
                        "stage('Build') {\n    sh 'make'\n}",
                        required(first("name", TEXT, "Name of the stage.")),
                        named("concurrency", INTEGER, "Accepted; use lock or milestone.")),
                block(
                        "node",
                        "Runs its body on an agent.",
                        "node('linux') {\n    sh 'make'\n}",
                        first("label", TEXT, "Labels that the agent must have; without, any agent."),
                        named("customWorkspace", TEXT, "Directory to work in instead of the project's own."),
                        named("cpu", ANY, "Cores that it takes for itself: '2', '500m'."),
                        named("memory", ANY, "Memory that it takes for itself: '4Gi', '512Mi'."),
                        named("resources", ANY, "Other things that it takes, by name: [gpu: 1]."),
                        named("sandbox", TEXT, "process, bubblewrap, or auto: what the run's trust demands."),
                        named("processes", ANY, "How many processes and threads it may have."),
                        named("disk", ANY, "How much it may keep on disk: '20Gi'."),
                        named("network", TEXT, "none or open; behind walls it is none unless asked for.")),
                block(
                        "ws",
                        "Runs its body in a directory of its own.",
                        "ws('other') {\n    sh 'make'\n}",
                        required(first("dir", TEXT, "Path of the directory."))),
                step(
                        "parallel",
                        "Runs branches at the same time.",
                        "parallel unit: { sh 'make test' }, lint: { sh 'make lint' }, failFast: true",
                        first("branches", ANY, "Names and bodies; failFast: true ends all when one fails.")),
                block(
                        "script",
                        "Scripted code in a declarative pipeline.",
                        "script {\n    def n = 1\n    echo \"$n\"\n}"),
                block(
                        "withEnv",
                        "Sets environment variables for its body.",
                        "withEnv(['MODE=fast', 'PATH+TOOLS=/opt/tools']) {\n    sh 'make'\n}",
                        required(first(
                                "overrides", LIST, "Texts NAME=value; NAME+ANY=value puts it in front of a path."))),
                block("timestamps", "Puts the time before each line of the log.", "timestamps {\n    sh 'make'\n}")
                        .toBuilder()
                        .addSymbols("TimestamperBuildWrapper")
                        .build(),
                block(
                        "tee",
                        "Writes what its body logs to a file, too.",
                        "tee('build.log') {\n    sh 'make'\n}",
                        required(first("file", TEXT, "Path of the file, relative to the current directory.")),
                        named("append", TRUTH, "Goes on behind what the file holds.")));
    }

    private static List<StepDescription> guards() {
        return List.of(
                block(
                        "timeout",
                        "Interrupts its body after a time.",
                        "timeout(time: 10, unit: 'MINUTES') {\n    sh 'make'\n}",
                        required(first("time", INTEGER, "How long.")),
                        named("unit", TEXT, UNITS + " MINUTES without."),
                        named("activity", TRUTH, "Counts from the last line of the log.")),
                block(
                        "retry",
                        "Runs its body again when it fails.",
                        "retry(3) {\n    sh 'curl -f https://example.org'\n}",
                        required(first("count", INTEGER, "How many tries in all.")),
                        named("conditions", LIST, "Failures that count: agent(), nonresumable(); without, all.")),
                block(
                        "catchError",
                        "Goes on after a failure of its body.",
                        "catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') {\n    sh 'make lint'\n}",
                        first("message", TEXT, "What the log says then."),
                        named("buildResult", TEXT, "Result that the run gets; FAILURE without."),
                        named("stageResult", TEXT, "Result that the stage gets."),
                        named(
                                "catchInterruptions",
                                TRUTH,
                                "Also what interrupts it, such as a timeout; true without.")),
                block(
                        "warnError",
                        "Goes on as unstable after a failure of its body.",
                        "warnError('no coverage') {\n    sh 'make coverage'\n}",
                        required(first("message", TEXT, "What the log says then.")),
                        named(
                                "catchInterruptions",
                                TRUTH,
                                "Also what interrupts it, such as a timeout; true without.")),
                block(
                        "waitUntil",
                        "Runs its body until it gives true.",
                        "waitUntil {\n    fileExists 'ready'\n}",
                        first("initialRecurrencePeriod", INTEGER, "Milliseconds before the second try; 250 without."),
                        named("quiet", TRUTH, "Says nothing of each try.")),
                noted(
                        "unstable",
                        "Makes stage and run unstable.",
                        "unstable 'three tests are slow'",
                        required(first("message", TEXT, "Why."))),
                noted("error", "Fails.", "error 'no version'", first("message", TEXT, "Why.")));
    }

    private static List<StepDescription> sharing() {
        return List.of(
                block(
                        "lock",
                        "Runs its body while nobody else holds the same resource.",
                        "lock(label: 'printer', quantity: 1, variable: 'PRINTER') {\n    echo env.PRINTER\n}",
                        first("resource", TEXT, "Name of the resource; it need not be declared."),
                        named("label", TEXT, "Label of the declared resources to choose from."),
                        named("quantity", INTEGER, "How many with the label; 0, or without, all."),
                        named("variable", TEXT, "Variable that names what was locked; NAME0, NAME1, ... name each."),
                        named("extra", LIST, "More resources: maps with resource, or label and quantity."),
                        named("inversePrecedence", TRUTH, "The run that came last is served first."),
                        named("skipIfLocked", TRUTH, "Skips the body instead of waiting."),
                        named("priority", INTEGER, "Larger is served first."),
                        named("resourceSelectStrategy", TEXT, "sequential or random; accepted."),
                        named("reason", TEXT, "Why, for people who wait.")),
                block(
                        "concurrency",
                        "Runs its body when no other run is in the same group; runs come in order.",
                        "concurrency(group: \"deploy-${env.BRANCH_NAME}\", cancelInProgress: true) {\n    sh 'deploy'\n}",
                        required(first("group", TEXT, "Name of the group in the organization.")),
                        named("cancelInProgress", TRUTH, "Ends the runs of the group that came earlier.")),
                block(
                        "throttle",
                        "Limits how many jobs of a category run at the same time.",
                        "throttle(['heavy']) {\n    node {\n        sh 'make'\n    }\n}",
                        required(first(
                                "categories",
                                LIST,
                                "Names of the categories; 'millrace throttle' sets what they allow."))));
    }

    private static List<StepDescription> words() {
        return List.of(
                noted(
                        "echo",
                        "Writes a line to the log.",
                        "echo 'built'",
                        required(first("message", ANY, "What is written."))),
                noted(
                        "output",
                        "Sets an output of the stage, for the stages that need it.",
                        "output 'version', '1.2'",
                        required(first("name", TEXT, "Name of the output, as outputs { } declares it.")),
                        named("value", ANY, "Its value, of the declared type.")),
                noted(
                        "finish",
                        "Ends the run early, as a success.",
                        "finish 'nothing has changed'",
                        required(first("reason", TEXT, "Why, for the log."))),
                noted(
                        "properties",
                        "Says something about the project.",
                        "properties([parameters([string(name: 'VERSION', defaultValue: '1')]), disableConcurrentBuilds()])",
                        required(first(
                                "properties", LIST, "Properties: parameters, pipelineTriggers, buildDiscarder, ..."))),
                step("isUnix", "True on an agent that is not Windows.", "if (isUnix()) {\n    sh 'make'\n}"),
                step(
                        "pwd",
                        "The current directory.",
                        "echo pwd()",
                        named("tmp", TRUTH, "A directory beside the workspace for what is not kept.")));
    }

    private static List<StepDescription> asked() {
        return List.of(
                step(
                        "sleep",
                        "Waits.",
                        "sleep time: 5, unit: 'SECONDS'",
                        required(first("time", INTEGER, "How long.")),
                        named("unit", TEXT, UNITS + " SECONDS without.")),
                step(
                        "input",
                        "Waits for a person to say whether to go on.",
                        "input message: 'Deploy?', ok: 'Deploy', submitter: 'alice,ops'",
                        first("message", TEXT, "The question."),
                        named("id", TEXT, "Name of the question for the API."),
                        named("ok", TEXT, "Text of the button that goes on."),
                        named("cancel", TEXT, "Text of the button that does not."),
                        named(
                                "submitter",
                                TEXT,
                                "Who may answer: names and teams, separated by commas; without, who may build."),
                        named("submitterParameter", TEXT, "Name under which the answer holds who gave it."),
                        named(
                                "parameters",
                                LIST,
                                "What is asked for, as in properties: string(name: ...), choice(...).")),
                step(
                        "milestone",
                        "Passes a point that runs of a project pass in their order: older runs that come later are ended.",
                        "milestone 1",
                        first("ordinal", INTEGER, "Number of the point; counted without."),
                        named("label", TEXT, "Name for people."),
                        named("unsafe", TRUTH, "Accepted.")),
                step(
                        "step",
                        "Calls the step that has a class of Jenkins.",
                        "step([$class: 'ArtifactArchiver', artifacts: 'app.jar'])",
                        required(first("delegate", ANY, "Map with the $class and the arguments of the step."))),
                block(
                        "wrap",
                        "Calls the block that has a class of Jenkins.",
                        "wrap([$class: 'TimestamperBuildWrapper']) {\n    sh 'make'\n}",
                        required(first("delegate", ANY, "Map with the $class and the arguments of the block."))));
    }

    private static List<StepDescription> sources() {
        return List.of(
                step(
                        "checkout",
                        "Fetches sources.",
                        "checkout scm",
                        required(first("scm", ANY, "Where from: scm is the run's own source; or scmGit(...).")),
                        named("poll", TRUTH, "Accepted."),
                        named("changelog", TRUTH, "Accepted.")),
                step(
                                "validateDeclarativePipeline",
                                "Tells whether a declarative pipeline file of the workspace is right, and logs what is wrong.",
                                "validateDeclarativePipeline 'Jenkinsfile'",
                                required(first("path", TEXT, "Path of the file, relative to the current directory.")))
                        .toBuilder()
                        .setNeedsNode(true)
                        .build(),
                step(
                        "library",
                        "Loads a shared library.",
                        "library 'shop@1.2'",
                        required(first("identifier", TEXT, "Name, and version behind an @.")),
                        named("changelog", TRUTH, "Accepted."),
                        named("retriever", ANY, "Where it comes from, if nobody has configured it: modernSCM(...).")),
                noted(
                        "libraryResource",
                        "The text of a file below resources of a shared library.",
                        "echo libraryResource('org/example/notice.txt')",
                        required(first("resource", TEXT, "Path of the file below resources.")),
                        named("encoding", TEXT, "Encoding of the text; UTF-8 without, Base64 for bytes.")),
                step(
                        "load",
                        "Runs a file of the workspace as a script.",
                        "def tools = load 'ci/tools.groovy'",
                        required(first("path", TEXT, "Path of the file."))));
    }
}
