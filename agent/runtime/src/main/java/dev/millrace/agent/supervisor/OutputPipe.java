package dev.millrace.agent.supervisor;

import java.io.IOException;

/** The reading end of a process's output. One reader. */
interface OutputPipe extends AutoCloseable {
    /**
     * Waits for bytes.
     *
     * @return how many were read; -1 when no writer is left; 0 when {@link #processEnded} was called and nothing is there at the moment
     */
    int read(byte[] buffer) throws IOException;

    /** The process is over: reading no longer waits, though its descendants may hold the pipe open. May be called by any thread. */
    void processEnded();

    /** From now on reading waits again, for what descendants write. */
    void awaitRest();

    @Override
    void close();
}
