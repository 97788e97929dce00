package dev.millrace.controller.evaluator;

import dev.millrace.wire.proto.Validate;
import dev.millrace.wire.proto.Validated;
import java.io.IOException;

/** The evaluators of a controller, as runs see them. Safe for use by many threads. */
public interface Evaluators {
    /** Starts a spare one beside the caller, so that the first run need not wait for it. */
    void warm();

    /** Entries that a program may be ahead of what is durable. */
    int uncommittedLimit();

    /**
     * An evaluator for runs of a domain. Blocks while one starts, and fails where none does.
     *
     * @param alone for one run only, because that run is suspected of ending the one that it is in
     */
    Host of(Domain domain, boolean alone) throws IOException, InterruptedException;

    /** What can be said of a source without running it; the number of the request is given here. Fails where no evaluator answers in time. */
    Validated validate(Validate request) throws IOException, InterruptedException;

    /** The controller stops: runs stand still, and what is gone is not to be replaced. */
    boolean closed();

    /** An evaluator that is ready. */
    interface Host {
        /**
         * Has a run here from now on. The listener hears {@link RunListener#gone} at once where the evaluator has ended meanwhile.
         *
         * @param run its number; below 0: a program that is no run
         */
        Program open(long run, RunListener listener);
    }
}
