package dev.millrace.controller.inspect;

import dev.millrace.controller.execution.Histories;
import dev.millrace.controller.execution.Probes;

/** This package's part of the controller. */
public final class InspectModule {
    private InspectModule() {}

    /** Looks at runs. */
    public static Inspections create(Histories histories, Probes probes) {
        return new JournalInspections(histories, probes);
    }
}
