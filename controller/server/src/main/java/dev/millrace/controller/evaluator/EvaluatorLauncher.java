package dev.millrace.controller.evaluator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Starts processes that run pipeline code. */
public interface EvaluatorLauncher {
    /** Starts one. What it writes to its standard error goes into the controller's log. */
    Started launch() throws IOException;

    /** A process that was started. */
    interface Started {
        /** What it hears. */
        OutputStream input();

        /** What it says. */
        InputStream output();

        /** Ends it at once; no failure where it has ended. */
        void kill();

        /** How it ended, for people; waits for a moment where it is about to. */
        String obituary();
    }
}
