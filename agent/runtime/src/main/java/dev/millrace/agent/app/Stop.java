package dev.millrace.agent.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A signal on its way to the one thread that serves: it is interrupted wherever it waits, and the JVM ends when it has put things in order. */
final class Stop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);
    private static final long PATIENCE_SECONDS = 3;

    private final Thread serving = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean asked;
    private boolean leaving;

    private Stop() {}

    /** For the thread that calls this. */
    static Stop onSignal() {
        var stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::ask, "stop"));
        return stop;
    }

    private void ask() {
        synchronized (this) {
            asked = true;
            if (!leaving) {
                serving.interrupt();
            }
        }
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("stopped-in-the-middle");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized boolean wasAskedFor() {
        return asked;
    }

    /** Called by the serving thread: from here on it is not interrupted, and one that was meant for it is taken back. */
    synchronized void interruptNoMore() {
        leaving = true;
        boolean _ = Thread.interrupted();
    }

    /** The serving thread is done. */
    @Override
    public void close() {
        done.countDown();
    }
}
