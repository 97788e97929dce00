package dev.millrace.agent.transfer;

import com.google.protobuf.ByteString;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.BlobAnswer;
import dev.millrace.wire.proto.BlobCredit;
import dev.millrace.wire.proto.BlobPart;
import dev.millrace.wire.proto.BlobRequest;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.ToAgent;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A controller's blob store in memory, behind the wire's streams. Holds senders to their credit. */
public final class FakeBlobs {
    private final Map<ByteString, ByteString> blobs = new HashMap<>();
    private final Map<Long, Upload> uploads = new HashMap<>();
    private final Map<Long, Download> downloads = new HashMap<>();
    private final Consumer<ToAgent> send;
    private long bytesReceived;
    private String violation = "";

    private record Upload(ByteString digest, ByteArrayOutputStream content) {}

    private static final class Download {
        final ByteString content;
        int position;
        long credit = Protocol.WINDOW;

        Download(ByteString content) {
            this.content = content;
        }
    }

    public FakeBlobs(Consumer<ToAgent> send) {
        this.send = send;
    }

    public static ByteString digest(ByteString content) {
        try {
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public synchronized ByteString put(ByteString content) {
        var digest = digest(content);
        blobs.put(digest, content);
        return digest;
    }

    /** Another content under a digest than the one it is of. */
    public synchronized void corrupt(ByteString digest, ByteString content) {
        blobs.put(digest, content);
    }

    public synchronized ByteString get(ByteString digest) {
        return blobs.getOrDefault(digest, ByteString.EMPTY);
    }

    public synchronized Set<ByteString> digests() {
        return Set.copyOf(blobs.keySet());
    }

    public synchronized long bytesReceived() {
        return bytesReceived;
    }

    public synchronized String violation() {
        return violation;
    }

    public synchronized void take(FromAgent message) {
        switch (message.getBodyCase()) {
            case BLOB_QUERY -> {
                var query = message.getBlobQuery();
                var answer = BlobAnswer.newBuilder().setStream(query.getStream());
                query.getDigestsList().stream()
                        .filter(digest -> !blobs.containsKey(digest))
                        .forEach(answer::addMissing);
                send.accept(ToAgent.newBuilder().setBlobAnswer(answer).build());
            }
            case BLOB_REQUEST -> {
                var request = message.getBlobRequest();
                var content = blobs.get(request.getDigest());
                if (content == null) {
                    send.accept(ToAgent.newBuilder()
                            .setBlobAnswer(BlobAnswer.newBuilder()
                                    .setStream(request.getStream())
                                    .setError("no-such-blob"))
                            .build());
                } else {
                    downloads.put(request.getStream(), new Download(range(content, request)));
                    pump(request.getStream());
                }
            }
            case BLOB_PART -> part(message.getBlobPart());
            case BLOB_CREDIT -> {
                var download = downloads.get(message.getBlobCredit().getStream());
                if (download != null) {
                    download.credit += message.getBlobCredit().getBytes();
                    pump(message.getBlobCredit().getStream());
                }
            }
            default -> throw new IllegalArgumentException(message.toString());
        }
    }

    private static ByteString range(ByteString content, BlobRequest request) {
        long from = Math.min(request.getOffset(), content.size());
        long end = request.getLength() == 0 ? content.size() : Math.min(content.size(), from + request.getLength());
        return content.substring((int) from, (int) end);
    }

    /** It was never stored. */
    public synchronized void lose(ByteString digest) {
        blobs.remove(digest);
    }

    private void pump(long stream) {
        var download = downloads.get(stream);
        while (download != null) {
            int left = download.content.size() - download.position;
            int length = (int) Math.min(Math.min(left, Protocol.PART_LIMIT), download.credit);
            if (length == 0 && left > 0) {
                return;
            }
            var part = BlobPart.newBuilder()
                    .setStream(stream)
                    .setData(download.content.substring(download.position, download.position + length))
                    .setLast(length == left);
            if (download.position == 0) {
                part.setSize(download.content.size());
            }
            download.position += length;
            download.credit -= length;
            send.accept(ToAgent.newBuilder().setBlobPart(part).build());
            if (length == left) {
                downloads.remove(stream);
                return;
            }
        }
    }

    private void part(BlobPart part) {
        var upload = uploads.computeIfAbsent(
                part.getStream(), key -> new Upload(part.getDigest(), new ByteArrayOutputStream()));
        upload.content().writeBytes(part.getData().toByteArray());
        bytesReceived += part.getData().size();
        if (part.getData().size() > Protocol.PART_LIMIT) {
            violation = "a part of %d bytes".formatted(part.getData().size());
        }
        if (part.getLast()) {
            uploads.remove(part.getStream());
            var content = ByteString.copyFrom(upload.content().toByteArray());
            var answer = BlobAnswer.newBuilder().setStream(part.getStream());
            if (digest(content).equals(upload.digest())) {
                blobs.put(upload.digest(), content);
                answer.setStored(true);
            } else {
                answer.setError("digest-mismatch");
            }
            send.accept(ToAgent.newBuilder().setBlobAnswer(answer).build());
        } else {
            send.accept(ToAgent.newBuilder()
                    .setBlobCredit(BlobCredit.newBuilder()
                            .setStream(part.getStream())
                            .setBytes(part.getData().size()))
                    .build());
        }
    }
}
