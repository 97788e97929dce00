package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.transfer.BlobClient;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.LeaseRef;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Blobs on their way to the controller, a few at a time: {@link #add} waits while there are too many. Safe for use by many threads. */
final class Uploads {
    private static final int AT_A_TIME = 4;

    private final BlobClient blobs;
    private final LeaseRef lease;
    private final BlobStash stash;
    private final Semaphore slots = new Semaphore(AT_A_TIME);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Phaser under = new Phaser(1);

    Uploads(BlobClient blobs, LeaseRef lease, BlobStash stash) {
        this.blobs = blobs;
        this.lease = lease;
        this.stash = stash;
    }

    /** Sends it where the controller lacks it, and keeps it here too. The bytes must not change any more. */
    void add(Pack pack, ByteString content) throws IOException, FileFault, InterruptedException {
        Workers.rethrow(failure.get());
        slots.acquire();
        under.register();
        Thread.ofVirtual().name("upload").start(() -> {
            try {
                stash.keep(pack.digest(), content);
                if (!blobs.missing(lease, List.of(pack.digest())).isEmpty()) {
                    blobs.upload(lease, pack.digest(), content.size(), content::newInput);
                    sent.addAndGet(content.size());
                }
            } catch (IOException | FileFault | InterruptedException | RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                slots.release();
                under.arriveAndDeregister();
            }
        });
    }

    /** Waits until all are durable there. */
    void await() throws IOException, FileFault, InterruptedException {
        under.awaitAdvanceInterruptibly(under.arrive());
        Workers.rethrow(failure.get());
    }

    long sent() {
        return sent.get();
    }
}
