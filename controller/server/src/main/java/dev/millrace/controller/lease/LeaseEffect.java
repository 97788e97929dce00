package dev.millrace.controller.lease;

/** What follows from a lease's event, in the order of the list. */
sealed interface LeaseEffect {
    /** The row changes. */
    record Save() implements LeaseEffect {}

    /** The run hears that an agent works for it. */
    record TellGranted() implements LeaseEffect {}

    /** The job is over. */
    record EndJob(String reason, boolean tellRun) implements LeaseEffect {}

    /** The job waits again, in front. */
    record Requeue() implements LeaseEffect {}

    /** The agent's executor is free. */
    record Free() implements LeaseEffect {}

    /** The agent is told to stop. */
    record SendRevoke(String reason) implements LeaseEffect {}

    /** The agent is told to clean up. */
    record SendRelease() implements LeaseEffect {}
}
