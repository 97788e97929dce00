package dev.millrace.controller.execution;

import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.log.RunLogs;

/**
 * What steps reach.
 *
 * @param catalog steps of plugins
 * @param operations agents
 * @param logs of runs
 * @param files that runs leave behind
 */
public record StepDoors(StepCatalog catalog, Operations operations, RunLogs logs, RunFiles files) {}
