package dev.millrace.agent.supervisor;

import java.io.IOException;

/** Starts processes and learns how they end. One per supervisor. Safe for use by many threads. */
interface ProcessStarter {
    /** Starts a process in a session of its own where the system has sessions. Fails with a message for people where it cannot be started. */
    StartedProcess start(Launch launch) throws IOException;

    /** Sends a signal to a process, or with a negative id to its whole group; one that is gone is no fault. */
    void signal(long pid, int signal);

    /** Nothing of a lease is left: what was kept for its starts goes. */
    void forget(String lease);

    static ProcessStarter forThisSystem() {
        return Libc.present() ? new PosixStarter(new Libc()) : new PortableStarter();
    }
}
