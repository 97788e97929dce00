package dev.millrace.agent.transfer;

import java.io.IOException;

/** The connection ended under a stream. Trying again on the next one helps. */
final class BrokenStream extends IOException {
    BrokenStream() {
        super("The connection to the controller ended");
    }
}
