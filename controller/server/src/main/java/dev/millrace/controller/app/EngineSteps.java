package dev.millrace.controller.app;

import java.util.Set;

/** The steps that the engine itself has. */
final class EngineSteps {
    /** Names that no plugin can bring. */
    static final Set<String> NAMES = Set.of(
            "echo",
            "stage",
            "parallel",
            "branch",
            "node",
            "sleep",
            "timeout",
            "error",
            "checkout",
            "input",
            "milestone",
            "lock",
            "concurrency",
            "throttle",
            "output",
            "finish",
            "isUnix",
            "pwd",
            "withEnv",
            "script",
            "retry",
            "catchError",
            "warnError",
            "unstable",
            "waitUntil",
            "ws",
            "library",
            "libraryResource",
            "load",
            "properties",
            "step",
            "wrap",
            "previousBuild",
            "fileParameters",
            "changeSets",
            "currentBuild",
            "timestamps",
            "tee",
            "validateDeclarativePipeline",
            "getContext",
            "tool",
            "envVarsForTool",
            "nodejs",
            "withAnt",
            "withMaven");

    private EngineSteps() {}
}
