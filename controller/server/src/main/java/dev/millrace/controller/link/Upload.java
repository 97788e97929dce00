package dev.millrace.controller.link;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.BlobAnswer;
import dev.millrace.wire.proto.BlobCredit;
import dev.millrace.wire.proto.BlobPart;
import dev.millrace.wire.proto.ToAgent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A blob from an agent to the store. What waits here is bounded by the credit. */
final class Upload implements BlobStream {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    /** Empty parts cost no credit: so many may wait. */
    private static final int MAX_PARTS = 10_000;

    private final long id;
    private final LeaseKey lease;
    private final Digest digest;
    private final long size;
    private final BlobStore store;
    private final Outbound outbound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<BlobPart> parts = new ArrayDeque<>();
    private long credit = Protocol.WINDOW;
    private boolean last;
    private boolean stopped;

    Upload(long id, LeaseKey lease, Digest digest, long size, BlobStore store, Outbound outbound) {
        this.id = id;
        this.lease = lease;
        this.digest = digest;
        this.size = size;
        this.store = store;
        this.outbound = outbound;
    }

    @Override
    public LeaseKey lease() {
        return lease;
    }

    void part(BlobPart part) {
        lock.lock();
        try {
            int length = part.getData().size();
            if (length > Protocol.PART_LIMIT || length > credit || last || parts.size() >= MAX_PARTS) {
                throw new ProtocolViolation("a part of %d bytes on upload %d with credit for %d%s"
                        .formatted(length, id, credit, last ? ", after the last one" : ""));
            }
            credit -= length;
            last = part.getLast();
            parts.add(part);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean sawLast() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<BlobAnswer> run() {
        try (var upload = store.begin(digest, size)) {
            while (true) {
                var part = next();
                if (part == null) {
                    return Optional.of(BlobStream.failed(id, "not-allowed"));
                }
                var data = part.getData().toByteArray();
                upload.write(data, 0, data.length);
                if (part.getLast()) {
                    upload.commit();
                    return Optional.of(BlobAnswer.newBuilder()
                            .setStream(id)
                            .setStored(true)
                            .build());
                }
                giveCredit(data.length);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("blob", digest).setCause(e).log("blob-not-stored");
            return Optional.of(BlobStream.failed(id, BlobStream.code(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The next part; null when it is to end. */
    private @Nullable BlobPart next() throws InterruptedException {
        lock.lock();
        try {
            while (parts.isEmpty() && !stopped) {
                changed.await();
            }
            return stopped ? null : parts.poll();
        } finally {
            lock.unlock();
        }
    }

    private void giveCredit(int bytes) {
        if (bytes == 0) {
            return;
        }
        lock.lock();
        try {
            credit += bytes;
        } finally {
            lock.unlock();
        }
        outbound.send(ToAgent.newBuilder()
                .setBlobCredit(BlobCredit.newBuilder().setStream(id).setBytes(bytes))
                .build());
    }
}
