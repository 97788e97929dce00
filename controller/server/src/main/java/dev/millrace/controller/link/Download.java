package dev.millrace.controller.link;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.BlobAnswer;
import dev.millrace.wire.proto.BlobPart;
import dev.millrace.wire.proto.ToAgent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A blob from the store to an agent. The last part goes out only after the whole was found sound. */
final class Download implements BlobStream {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    private final long id;
    private final LeaseKey lease;
    private final Digest digest;
    private final long offset;
    private final long length;
    private final BlobStore store;
    private final Outbound outbound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long credit = Protocol.WINDOW;
    private boolean stopped;

    /** @param length how many bytes at most; 0: to the end */
    Download(
            long id, LeaseKey lease, Digest digest, long offset, long length, BlobStore store, Outbound outbound) {
        this.id = id;
        this.lease = lease;
        this.digest = digest;
        this.offset = offset;
        this.length = length;
        this.store = store;
        this.outbound = outbound;
    }

    @Override
    public LeaseKey lease() {
        return lease;
    }

    void credit(long bytes) {
        lock.lock();
        try {
            credit = Math.min(credit + bytes, Integer.MAX_VALUE);
            changed.signalAll();
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
        var size = store.size(digest);
        if (size.isEmpty() || offset > size.get()) {
            return Optional.of(BlobStream.failed(id, "no-such-blob"));
        }
        long left = length == 0 ? Long.MAX_VALUE : length;
        try (var in = store.open(digest, offset)) {
            boolean first = true;
            var buffer = read(in, left);
            left -= buffer.length;
            while (takeCredit(buffer.length)) {
                var next = read(in, left);
                left -= next.length;
                var part = BlobPart.newBuilder()
                        .setStream(id)
                        .setData(ByteString.copyFrom(buffer))
                        .setLast(next.length == 0);
                if (first) {
                    part.setSize(size.get());
                    first = false;
                }
                outbound.send(ToAgent.newBuilder().setBlobPart(part).build());
                if (next.length == 0) {
                    return Optional.empty();
                }
                buffer = next;
            }
            return Optional.empty();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("blob", digest).setCause(e).log("blob-not-sent");
            return Optional.of(BlobStream.failed(id, BlobStream.code(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static byte[] read(InputStream in, long most) throws IOException {
        return in.readNBytes((int) Math.min(Protocol.PART_LIMIT, most));
    }

    /** Waits for credit; false when it is to end. */
    private boolean takeCredit(int bytes) throws InterruptedException {
        lock.lock();
        try {
            while (credit < bytes && !stopped && outbound.isActive()) {
                changed.await();
            }
            credit -= bytes;
            return !stopped && outbound.isActive();
        } finally {
            lock.unlock();
        }
    }
}
