package dev.millrace.controller.lease;

import dev.millrace.controller.base.JobId;

/**
 * Names one lease. What carries another epoch than the lease that is valid is refused.
 *
 * @param job the work
 * @param attempt counts the job's leases from 1
 * @param epoch unique over all leases of the installation
 */
public record LeaseKey(JobId job, int attempt, long epoch) {}
