package dev.millrace.agent.transfer;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.Digests;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.BlobCredit;
import dev.millrace.wire.proto.BlobPart;
import dev.millrace.wire.proto.BlobQuery;
import dev.millrace.wire.proto.BlobRequest;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.ToAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Blobs to and from the controller. A stream that a broken connection ends is begun again when there is another one. Calls wait; an interrupt ends them.
 * Safe for use by many threads.
 */
public final class BlobClient {
    private static final int STREAMS = 16;
    private static final int QUERY = 10_000;

    private final Predicate<FromAgent> sender;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, BlobInbox> streams = new ConcurrentHashMap<>();
    private final Semaphore slots = new Semaphore(STREAMS);
    private boolean connected;

    /** Bytes to send; opened anew for each attempt. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** Where bytes go; opened anew for each attempt. */
    @FunctionalInterface
    public interface Target {
        OutputStream open() throws IOException;
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T on(long id, BlobInbox inbox) throws IOException, FileFault, InterruptedException;
    }

    /** @param sender sends, waiting while the connection does not take more; false where there is none */
    public BlobClient(Predicate<FromAgent> sender) {
        this.sender = sender;
    }

    /** A connection is there. */
    public synchronized void connected() {
        connected = true;
        notifyAll();
    }

    /** The connection is over, and all streams of it. */
    public synchronized void disconnected() {
        connected = false;
        streams.values().forEach(BlobInbox::broken);
    }

    /** A part, an answer or credit. Returns at once; what is about no stream of these is dropped. */
    public void take(ToAgent message) {
        long id = switch (message.getBodyCase()) {
            case BLOB_PART -> message.getBlobPart().getStream();
            case BLOB_ANSWER -> message.getBlobAnswer().getStream();
            case BLOB_CREDIT -> message.getBlobCredit().getStream();
            default -> throw new IllegalArgumentException("Not of a stream: " + message.getBodyCase());
        };
        var inbox = streams.get(id);
        if (inbox != null) {
            inbox.put(message);
        }
    }

    /** Which of these the controller lacks. */
    public List<ByteString> missing(LeaseRef lease, List<ByteString> digests)
            throws IOException, FileFault, InterruptedException {
        var missing = new ArrayList<ByteString>();
        for (int from = 0; from < digests.size(); from += QUERY) {
            var some = digests.subList(from, Math.min(from + QUERY, digests.size()));
            missing.addAll(attempt((id, inbox) -> {
                send(FromAgent.newBuilder()
                        .setBlobQuery(BlobQuery.newBuilder()
                                .setStream(id)
                                .setLease(lease)
                                .addAllDigests(some))
                        .build());
                return inbox.answer().getMissingList();
            }));
        }
        return missing;
    }

    /** Stores a blob; returns when it is durable there. */
    public void upload(LeaseRef lease, ByteString digest, long size, Source source)
            throws IOException, FileFault, InterruptedException {
        attempt((id, inbox) -> {
            try (var in = source.open()) {
                long sent = 0;
                boolean last = false;
                while (!last) {
                    int length = (int) Math.min(Protocol.PART_LIMIT, size - sent);
                    var data = in.readNBytes(length);
                    if (data.length < length) {
                        throw new FileFault("io", "A file became shorter while it was sent", "");
                    }
                    sent += length;
                    last = sent == size;
                    inbox.spend(length);
                    var part = BlobPart.newBuilder()
                            .setStream(id)
                            .setData(ByteString.copyFrom(data))
                            .setLast(last);
                    if (sent == length) {
                        part.setLease(lease).setDigest(digest).setSize(size);
                    }
                    send(FromAgent.newBuilder().setBlobPart(part).build());
                }
            }
            return inbox.answer();
        });
    }

    /** Fetches a blob and verifies it; what arrived of a false one is in the target all the same. */
    public void download(LeaseRef lease, ByteString digest, Target target)
            throws IOException, FileFault, InterruptedException {
        attempt((id, inbox) -> {
            var sum = Digests.sha256();
            receive(id, inbox, BlobRequest.newBuilder().setLease(lease).setDigest(digest), target, sum);
            if (!ByteString.copyFrom(sum.digest()).equals(digest)) {
                throw new FileFault("io", "A blob arrived damaged", "");
            }
            return digest;
        });
    }

    /** Fetches some bytes of a blob. They are not verified: who knows what they are to be does that. */
    public void download(LeaseRef lease, ByteString digest, long offset, long length, Target target)
            throws IOException, FileFault, InterruptedException {
        attempt((id, inbox) -> {
            var range = BlobRequest.newBuilder()
                    .setLease(lease)
                    .setDigest(digest)
                    .setOffset(offset)
                    .setLength(length);
            receive(id, inbox, range, target, Digests.sha256());
            return digest;
        });
    }

    private void receive(long id, BlobInbox inbox, BlobRequest.Builder request, Target target, MessageDigest sum)
            throws IOException, FileFault, InterruptedException {
        send(FromAgent.newBuilder().setBlobRequest(request.setStream(id)).build());
        try (var out = target.open()) {
            while (true) {
                var part = inbox.part();
                var data = part.getData().toByteArray();
                out.write(data);
                sum.update(data);
                if (part.getLast()) {
                    return;
                }
                send(FromAgent.newBuilder()
                        .setBlobCredit(BlobCredit.newBuilder().setStream(id).setBytes(Math.max(1, data.length)))
                        .build());
            }
        }
    }

    private void send(FromAgent message) throws BrokenStream {
        if (!sender.test(message)) {
            throw new BrokenStream();
        }
    }

    private <T> T attempt(Attempt<T> attempt) throws IOException, FileFault, InterruptedException {
        slots.acquire();
        try {
            while (true) {
                long id = ids.incrementAndGet();
                var inbox = new BlobInbox();
                synchronized (this) {
                    while (!connected) {
                        wait();
                    }
                    streams.put(id, inbox);
                }
                try {
                    return attempt.on(id, inbox);
                } catch (BrokenStream e) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("Interrupted while sending");
                    }
                    synchronized (this) {
                        if (connected) {
                            wait(100); // the word of the connection's end is on its way
                        }
                    }
                } finally {
                    streams.remove(id);
                }
            }
        } finally {
            slots.release();
        }
    }
}
