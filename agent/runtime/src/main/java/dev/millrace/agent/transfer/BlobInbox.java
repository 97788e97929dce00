package dev.millrace.agent.transfer;

import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.BlobAnswer;
import dev.millrace.wire.proto.BlobPart;
import dev.millrace.wire.proto.ToAgent;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What came for one stream. Bounded by the credit that the agent gives. */
final class BlobInbox {
    private final ArrayDeque<BlobPart> parts = new ArrayDeque<>();
    private long credit = Protocol.WINDOW;
    private @Nullable BlobAnswer answer;
    private boolean broken;

    synchronized void put(ToAgent message) {
        switch (message.getBodyCase()) {
            case BLOB_PART -> parts.add(message.getBlobPart());
            case BLOB_ANSWER -> answer = message.getBlobAnswer();
            case BLOB_CREDIT -> credit += message.getBlobCredit().getBytes();
            default -> throw new IllegalArgumentException("Not of a stream: " + message.getBodyCase());
        }
        notifyAll();
    }

    synchronized void broken() {
        broken = true;
        notifyAll();
    }

    /** Waits for the last word; an error is thrown. */
    synchronized BlobAnswer answer() throws BrokenStream, FileFault, InterruptedException {
        while (answer == null) {
            check();
            wait();
        }
        return sound(answer);
    }

    /** Waits for the next part. */
    synchronized BlobPart part() throws BrokenStream, FileFault, InterruptedException {
        while (parts.isEmpty()) {
            if (answer != null) {
                sound(answer);
                throw new FileFault("io", "The controller ended a blob early", "");
            }
            check();
            wait();
        }
        return parts.remove();
    }

    /** Waits until so many bytes may be sent, or the controller says that it wants no more. */
    synchronized void spend(int bytes) throws BrokenStream, FileFault, InterruptedException {
        while (credit < bytes) {
            if (answer != null) {
                sound(answer);
            }
            check();
            wait();
        }
        credit -= bytes;
    }

    private void check() throws BrokenStream {
        if (broken) {
            throw new BrokenStream();
        }
    }

    private static BlobAnswer sound(BlobAnswer answer) throws FileFault {
        return switch (answer.getError()) {
            case "" -> answer;
            case "disk-full" -> throw new FileFault("disk-full", "The controller's disk is full", "");
            case "digest-mismatch" -> throw new FileFault("io", "A file changed while it was sent", "");
            case "no-such-blob" -> throw new FileFault("no-such-blob", "The controller does not have this blob", "");
            default -> throw new FileFault("io", "The controller refuses: " + answer.getError(), "");
        };
    }
}
