package dev.millrace.controller.schedule;

import dev.millrace.controller.base.JobId;

/**
 * A decision: this job, waiting or running, is to end. It keeps its place until it is removed or has finished.
 *
 * @param job which
 * @param reason for people
 */
public record Eviction(JobId job, String reason) {}
