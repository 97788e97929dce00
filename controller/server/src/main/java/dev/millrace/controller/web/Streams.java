package dev.millrace.controller.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Event streams that are open, so that they end when the server does. */
final class Streams {
    private final Set<Runnable> wakes = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** From now on no stream goes on; clients come back by themselves. */
    void close() {
        closed = true;
        wakes.forEach(Runnable::run);
    }

    boolean closed() {
        return closed;
    }

    /** Calls back when the streams are to end, until what it answers is closed. */
    Entry enter(Runnable wake) {
        wakes.add(wake);
        return () -> wakes.remove(wake);
    }

    /** Leaves with {@link #close}. */
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }
}
