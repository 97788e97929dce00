package dev.millrace.controller.run;

import dev.millrace.api.report.CheckedOut;
import dev.millrace.controller.base.RunId;
import java.util.List;
import java.util.Optional;

/** What runs checked out, and what changed since the run before. Safe for use by many threads. */
public interface Checkouts {
    /** The revision that the newest run before this one, of the same series, checked out of a source. */
    Optional<String> before(Run run, String source);

    /** Keeps what a step checked out, in place of what it said before; durable on return. */
    void keep(Run run, int step, CheckedOut what);

    /** All of a run, in the order of its steps; a source that was checked out twice at one revision is there once. */
    List<CheckedOut> of(RunId run);
}
