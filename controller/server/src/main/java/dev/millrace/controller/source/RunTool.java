package dev.millrace.controller.source;

/**
 * A tool that a run was given by who started it; it goes before those of the organization.
 *
 * @param type {@code maven}
 * @param name as pipelines call it
 * @param home absolute path on the run's agents
 */
public record RunTool(String type, String name, String home) {}
