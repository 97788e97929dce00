package dev.millrace.agent.supervisor;

/**
 * How a process ended and what it and the children it waited for used.
 *
 * @param signal 0 where it exited by itself
 * @param code exit code; 0 where a signal ended it
 */
record ExitStatus(int code, int signal, long cpuMillis, long peakMemoryBytes) {
    static ExitStatus ofWaitStatus(int status, long cpuMillis, long peakMemoryBytes) {
        int signal = status & 0x7f;
        return new ExitStatus(signal == 0 ? (status >> 8) & 0xff : 0, signal, cpuMillis, peakMemoryBytes);
    }
}
