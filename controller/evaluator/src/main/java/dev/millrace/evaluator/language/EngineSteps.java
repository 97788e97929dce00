package dev.millrace.evaluator.language;

import static dev.millrace.wire.proto.ParameterDescription.Type.ANY;
import static dev.millrace.wire.proto.ParameterDescription.Type.INTEGER;
import static dev.millrace.wire.proto.ParameterDescription.Type.LIST;
import static dev.millrace.wire.proto.ParameterDescription.Type.TEXT;
import static dev.millrace.wire.proto.ParameterDescription.Type.TRUTH;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import java.util.List;

/** Descriptions of the steps that the engine itself has. */
final class EngineSteps {
    private EngineSteps() {}

    static List<StepDescription> all() {
        return List.of(
                noted("echo", "Writes a line to the log.", first("message", ANY, true)),
                block("stage", "A named part of the run.", first("name", TEXT, true), named("concurrency", INTEGER)),
                block(
                        "node",
                        "Runs its body on an agent.",
                        first("label", TEXT, false),
                        named("customWorkspace", TEXT)),
                block("ws", "Runs its body in a directory of its own.", first("dir", TEXT, true)),
                block(
                        "timeout",
                        "Interrupts its body after a time.",
                        first("time", INTEGER, true),
                        named("unit", TEXT),
                        named("activity", TRUTH)),
                block(
                        "retry",
                        "Runs its body again when it fails.",
                        first("count", INTEGER, true),
                        named("conditions", LIST)),
                block(
                        "tee",
                        "Writes what its body logs to a file, too.",
                        first("file", TEXT, true),
                        named("append", TRUTH)),
                block("withEnv", "Sets environment variables for its body.", first("overrides", LIST, true)),
                block("script", "Scripted code in a declarative pipeline."),
                block("timestamps", "Puts the time before each line of the log.").toBuilder()
                        .addSymbols("TimestamperBuildWrapper")
                        .build(),
                block(
                        "catchError",
                        "Goes on after a failure of its body.",
                        first("message", TEXT, false),
                        named("buildResult", TEXT),
                        named("stageResult", TEXT),
                        named("catchInterruptions", TRUTH)),
                block(
                        "warnError",
                        "Goes on as unstable after a failure of its body.",
                        first("message", TEXT, true),
                        named("catchInterruptions", TRUTH)),
                block(
                        "waitUntil",
                        "Runs its body until it gives true.",
                        first("initialRecurrencePeriod", INTEGER, false),
                        named("quiet", TRUTH)),
                noted("unstable", "Makes stage and run unstable.", first("message", TEXT, true)),
                noted("error", "Fails.", first("message", TEXT, false)),
                noted(
                        "output",
                        "Sets an output of the stage, for the stages that need it.",
                        first("name", TEXT, true),
                        named("value", ANY)),
                noted("finish", "Ends the run early, as a success.", first("reason", TEXT, true)),
                step("sleep", "Waits.", first("time", INTEGER, true), named("unit", TEXT)),
                step(
                        "input",
                        "Waits for a person to say whether to go on.",
                        first("message", TEXT, false),
                        named("id", TEXT),
                        named("ok", TEXT),
                        named("cancel", TEXT),
                        named("submitter", TEXT),
                        named("submitterParameter", TEXT),
                        named("parameters", LIST)),
                step(
                        "checkout",
                        "Fetches sources.",
                        first("scm", ANY, true),
                        named("poll", TRUTH),
                        named("changelog", TRUTH)),
                step(
                        "milestone",
                        "Passes a point that runs of a project pass in their order: older runs that come later are ended.",
                        first("ordinal", INTEGER, false),
                        named("label", TEXT),
                        named("unsafe", TRUTH)),
                step(
                        "library",
                        "Loads a shared library.",
                        first("identifier", TEXT, true),
                        named("changelog", TRUTH),
                        named("retriever", ANY)),
                noted(
                        "libraryResource",
                        "The text of a file below resources of a shared library.",
                        first("resource", TEXT, true),
                        named("encoding", TEXT)),
                step("load", "Runs a file of the workspace as a script.", first("path", TEXT, true)),
                noted("properties", "Says something about the project.", first("properties", LIST, true)),
                step("step", "Calls the step that has a class of Jenkins.", first("delegate", ANY, true)),
                block("wrap", "Calls the block that has a class of Jenkins.", first("delegate", ANY, true)),
                step("isUnix", "True on an agent that is not Windows."),
                step("pwd", "The current directory.", named("tmp", TRUTH)),
                step("parallel", "Runs branches at the same time.", first("branches", ANY, false)));
    }

    private static StepDescription step(String name, String summary, ParameterDescription... parameters) {
        return StepDescription.newBuilder()
                .setName(name)
                .setSummary(summary)
                .addAllParameters(List.of(parameters))
                .build();
    }

    private static StepDescription noted(String name, String summary, ParameterDescription... parameters) {
        return step(name, summary, parameters).toBuilder().setNoted(true).build();
    }

    private static StepDescription block(String name, String summary, ParameterDescription... parameters) {
        return step(name, summary, parameters).toBuilder().setBlock(true).build();
    }

    private static ParameterDescription first(String name, ParameterDescription.Type type, boolean required) {
        return ParameterDescription.newBuilder()
                .setName(name)
                .setType(type)
                .setRequired(required)
                .setPositional(true)
                .build();
    }

    private static ParameterDescription named(String name, ParameterDescription.Type type) {
        return ParameterDescription.newBuilder().setName(name).setType(type).build();
    }
}
