package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.QueuedJob;
import java.util.List;

/**
 * A job that an agent has.
 *
 * @param job which
 * @param project that is charged, with its organization
 * @param load it takes
 * @param limits that count it
 * @param seat where it is
 */
record Running(QueuedJob job, ProjectAccount project, Load load, List<Limits.Limit> limits, Seat seat) {}
