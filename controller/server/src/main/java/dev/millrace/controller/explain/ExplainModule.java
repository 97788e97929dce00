package dev.millrace.controller.explain;

import dev.millrace.controller.execution.Histories;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.queue.WaitReasons;
import dev.millrace.controller.tenant.Tenants;
import java.time.InstantSource;

/** This package's part of the controller. */
public final class ExplainModule {
    private ExplainModule() {}

    /** Explanations of runs. */
    public static Explanations create(
            Tenants tenants, Histories histories, WaitReasons reasons, RunLogs logs, InstantSource clock) {
        return new StoredExplanations(tenants, histories, reasons, logs, clock);
    }
}
