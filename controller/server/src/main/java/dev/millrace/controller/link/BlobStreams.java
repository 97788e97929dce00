package dev.millrace.controller.link;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.lease.Leases;
import dev.millrace.wire.proto.BlobAnswer;
import dev.millrace.wire.proto.BlobCredit;
import dev.millrace.wire.proto.BlobPart;
import dev.millrace.wire.proto.BlobQuery;
import dev.millrace.wire.proto.BlobRequest;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.ToAgent;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Blobs on their way to and from one agent: each on a virtual thread of its own, under credit. An agent may only for a lease that it holds.
 * Called from the session's mailbox.
 */
final class BlobStreams {
    private static final int MAX_STREAMS = 64;
    private static final int MAX_QUERY = 10_000;

    private final BlobStore store;
    private final Leases leases;
    private final Outbound outbound;
    private final Executor threads;
    private final Map<Long, BlobStream> streams = new ConcurrentHashMap<>();
    /** Uploads that failed: what of them is still on its way is dropped. */
    private final Set<Long> failed = ConcurrentHashMap.newKeySet();

    BlobStreams(BlobStore store, Leases leases, Outbound outbound, Executor threads) {
        this.store = store;
        this.leases = leases;
        this.outbound = outbound;
        this.threads = threads;
    }

    void query(AgentId agent, BlobQuery query) {
        if (query.getDigestsCount() > MAX_QUERY) {
            throw new ProtocolViolation("a query for %d blobs".formatted(query.getDigestsCount()));
        }
        if (!mayOpen(agent, query.getStream(), query.getLease())) {
            return;
        }
        var wanted = new HashSet<Digest>();
        query.getDigestsList().forEach(bytes -> wanted.add(digest(bytes)));
        var answer = BlobAnswer.newBuilder().setStream(query.getStream());
        store.missing(wanted).forEach(digest -> answer.addMissing(ByteString.copyFrom(digest.bytes())));
        answer(answer.build());
    }

    void request(AgentId agent, BlobRequest request) {
        long id = request.getStream();
        if (request.getOffset() < 0 || request.getLength() < 0) {
            throw new ProtocolViolation(
                    "a blob's %d bytes from %d on".formatted(request.getLength(), request.getOffset()));
        }
        if (mayOpen(agent, id, request.getLease())) {
            var download = new Download(
                    id,
                    Refs.lease(request.getLease()),
                    digest(request.getDigest()),
                    request.getOffset(),
                    request.getLength(),
                    store,
                    outbound);
            run(id, download);
        }
    }

    void part(AgentId agent, BlobPart part) {
        long id = part.getStream();
        if (failed.contains(id)) {
            if (part.getLast()) {
                failed.remove(id);
            }
            return;
        }
        switch (streams.get(id)) {
            case Upload upload -> upload.part(part);
            case Download _ -> throw new ProtocolViolation("a part on the download " + id);
            case null -> {
                if (part.getSize() < 0) {
                    throw new ProtocolViolation("a blob of %d bytes".formatted(part.getSize()));
                }
                if (mayOpen(agent, id, part.getLease())) {
                    var upload = new Upload(
                            id, Refs.lease(part.getLease()), digest(part.getDigest()), part.getSize(), store, outbound);
                    upload.part(part);
                    run(id, upload);
                } else if (!part.getLast()) {
                    forgetLater(id);
                }
            }
        }
    }

    void credit(BlobCredit credit) {
        if (credit.getBytes() <= 0) {
            throw new ProtocolViolation("credit of %d bytes".formatted(credit.getBytes()));
        }
        if (streams.get(credit.getStream()) instanceof Download download) {
            download.credit(credit.getBytes());
        }
    }

    /** A lease is over: so are its blobs. */
    void over(LeaseKey lease) {
        streams.values().stream().filter(stream -> stream.lease().equals(lease)).forEach(BlobStream::stop);
    }

    void close() {
        streams.values().forEach(BlobStream::stop);
    }

    private boolean mayOpen(AgentId agent, long id, LeaseRef lease) {
        if (streams.containsKey(id)) {
            throw new ProtocolViolation("stream %d is open already".formatted(id));
        }
        var refusal = !leases.holds(agent, Refs.lease(lease))
                ? Optional.of("not-allowed")
                : streams.size() >= MAX_STREAMS ? Optional.of("quota") : Optional.<String>empty();
        refusal.ifPresent(error ->
                answer(BlobAnswer.newBuilder().setStream(id).setError(error).build()));
        return refusal.isEmpty();
    }

    private void run(long id, BlobStream stream) {
        streams.put(id, stream);
        threads.execute(() -> {
            var answer = stream.run();
            if (answer.map(end -> !end.getError().isEmpty()).orElse(false)
                    && stream instanceof Upload upload
                    && !upload.sawLast()) {
                forgetLater(id);
            }
            streams.remove(id);
            answer.ifPresent(this::answer);
        });
    }

    private void forgetLater(long id) {
        if (failed.size() >= 1_000) {
            failed.clear();
        }
        failed.add(id);
    }

    private void answer(BlobAnswer answer) {
        outbound.send(ToAgent.newBuilder().setBlobAnswer(answer).build());
    }

    private static Digest digest(ByteString bytes) {
        try {
            return Digest.of(bytes.toByteArray());
        } catch (IllegalArgumentException e) {
            throw new ProtocolViolation(String.valueOf(e.getMessage()));
        }
    }
}
