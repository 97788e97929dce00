package dev.millrace.controller.blob;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does, one after the other on a thread of its own, what blobs need from time to time. What fails is tried again the next time. */
final class BlobUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlobUpkeep.class);
    private static final Duration GLANCE = Duration.ofMinutes(10);
    private static final Duration COLLECTION = Duration.ofHours(6);
    private static final Duration SEARCH = Duration.ofHours(24);
    private static final int PATIENCE_SECONDS = 10;

    private final BlobMove moving;
    private final BlobHealing healing;
    private final BlobSweep sweep;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("blob-upkeep").factory());

    BlobUpkeep(BlobMove moving, BlobHealing healing, BlobSweep sweep) {
        this.moving = moving;
        this.healing = healing;
        this.sweep = sweep;
    }

    /** Begins with what a killed controller was at; the rest in its time. */
    void start(boolean collects) {
        repeat("moving", moving::run, Duration.ofSeconds(5), GLANCE);
        repeat("healing", healing::run, GLANCE, GLANCE);
        repeat("clearing", sweep::clear, GLANCE, GLANCE);
        if (collects) {
            repeat("collection", sweep::collect, COLLECTION, COLLECTION);
            repeat("search for strays", sweep::clearStrays, SEARCH, SEARCH);
        }
    }

    private interface Task {
        Object run() throws IOException, InterruptedException;
    }

    private void repeat(String what, Task task, Duration first, Duration pause) {
        var _ = thread.scheduleWithFixedDelay(
                () -> attempt(what, task), first.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
    }

    private static void attempt(String what, Task task) {
        try {
            var _ = task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.atWarn().addKeyValue("what", what).setCause(e).log("blob-upkeep-failed");
        }
    }

    void soon() {
        begin("moving", moving::run);
    }

    void collectSoon() {
        begin("collection", sweep::collect);
    }

    private void begin(String what, Task task) {
        try {
            thread.execute(() -> attempt(what, task));
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("what", what).log("blob-upkeep-over"); // the controller ends
        }
    }

    /** What is under way is cut short; it is safe at any point. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("blob-upkeep-hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
