package dev.millrace.agent.sandbox;

import java.nio.file.Path;

/**
 * What a sandbox must give its processes access to.
 *
 * @param lease its name among files and processes
 * @param workspace may write
 * @param temporary may write; removed with the lease
 * @param workspaces in which all are that this agent keeps
 */
public record SandboxPlace(String lease, Path workspace, Path temporary, Path workspaces) {}
