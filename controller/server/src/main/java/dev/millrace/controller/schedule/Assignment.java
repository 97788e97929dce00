package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.queue.QueuedJob;

/**
 * A decision: this job goes to this agent.
 *
 * @param job taken from the queue
 * @param agent one of its executors is taken
 */
public record Assignment(QueuedJob job, AgentId agent) {}
