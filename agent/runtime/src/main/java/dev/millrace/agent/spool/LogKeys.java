package dev.millrace.agent.spool;

import dev.millrace.agent.supervisor.OperationName;

/** Keys of the log: a lease by its name, how an operation ended by the lease's and its own. */
final class LogKeys {
    private static final char SEPARATOR = '/';

    private LogKeys() {}

    static String ofLease(String name) {
        return name;
    }

    static String ofOutcome(OperationName name) {
        return name.lease() + SEPARATOR + name.operation();
    }

    static boolean isLease(String key) {
        return key.indexOf(SEPARATOR) < 0;
    }

    /** The lease that it belongs to. */
    static String lease(String key) {
        int end = key.indexOf(SEPARATOR);
        return end < 0 ? key : key.substring(0, end);
    }
}
