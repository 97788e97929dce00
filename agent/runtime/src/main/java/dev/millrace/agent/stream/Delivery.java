package dev.millrace.agent.stream;

import com.google.protobuf.ByteString;
import dev.millrace.agent.supervisor.OutputFiles;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.Output;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation's way to the controller. Runs in a virtual thread of its own; all methods return at once. Safe for use by many threads. */
public final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final OperationRef operation;
    private final OutputFiles output;
    private final Sender sender;
    private final OutputCursor cursor = new OutputCursor(Protocol.PART_LIMIT, Protocol.WINDOW);
    private final LineHold hold = new LineHold();
    private final CompletableFuture<@Nullable Void> delivered = new CompletableFuture<>();
    private @Nullable OperationFinished finished;
    private boolean finishedSent;
    private boolean connected;
    private boolean closed;
    private long kept;

    /** Sends to the controller, waiting while it does not take more. */
    @FunctionalInterface
    public interface Sender {
        /** False where there is no connection. */
        boolean send(FromAgent message);
    }

    private Delivery(OperationRef operation, OutputFiles output, Sender sender) {
        this.operation = operation;
        this.output = output;
        this.sender = sender;
    }

    /**
     * Begins.
     *
     * @param output in the spool; need not be there before there is output
     * @param connected the controller is there and has nothing of it yet
     */
    public static Delivery start(OperationRef operation, OutputFiles output, Sender sender, boolean connected) {
        var delivery = new Delivery(operation, output, sender);
        delivery.connected = connected;
        Thread.ofVirtual().name("delivery").start(delivery::run);
        return delivery;
    }

    /** The spool holds output up to here. */
    public synchronized void grown(long end) {
        cursor.grown(end);
        notifyAll();
    }

    /** It is over. Its output ends where the message says. */
    public synchronized void finish(OperationFinished how) {
        if (finished == null) {
            finished = how;
            cursor.grown(how.getOutputEnd());
            notifyAll();
        }
    }

    /**
     * A connection is there, on which the controller wants the output from this offset on.
     *
     * @return true when output that it has was removed from the spool
     */
    public synchronized boolean connected(long offset) {
        connected = true;
        finishedSent = false;
        cursor.resume(offset);
        notifyAll();
        return discard(offset);
    }

    /** The controller asks again: say how it ended once more. */
    public synchronized void repeat() {
        finishedSent = false;
        notifyAll();
    }

    /** The connection is over. */
    public synchronized void disconnected() {
        connected = false;
    }

    /**
     * The controller has made output durable up to here.
     *
     * @return true when it was removed from the spool
     */
    public synchronized boolean taken(long offset) {
        cursor.taken(offset);
        notifyAll();
        return discard(offset);
    }

    private boolean discard(long offset) {
        long before = kept;
        try {
            kept = output.discard(kept, Math.min(offset, cursor.available()));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("output", output).setCause(e).log("output-not-removed");
        }
        return kept > before;
    }

    /** How it ended; empty while it has not. */
    public synchronized Optional<OperationFinished> finished() {
        return Optional.ofNullable(finished);
    }

    /** Bytes of output that the spool holds. */
    public synchronized long outputEnd() {
        return cursor.available();
    }

    /** Completes when everything was sent once, or this was closed. */
    public CompletableFuture<@Nullable Void> delivered() {
        return delivered;
    }

    /** Sends no more. */
    @Override
    public synchronized void close() {
        closed = true;
        delivered.complete(null);
        notifyAll();
    }

    private void run() {
        try {
            while (awaitWork()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.atError().addKeyValue("output", output).setCause(e).log("spool-unreadable");
        }
    }

    /** Waits until there is something to send; false when closed. */
    private synchronized boolean awaitWork() throws InterruptedException {
        var now = System.nanoTime();
        while (!closed && !(connected && (outputIsDue(now) || finaleIsDue()))) {
            wait(hold.millisLeft(now)); // 0, where nothing is kept back, is until somebody calls
            now = System.nanoTime();
        }
        return !closed;
    }

    private boolean outputIsDue(long now) {
        var length = cursor.next();
        return length > 0 && (finished != null || hold.isDue(cursor.position() + length, now));
    }

    private boolean finaleIsDue() {
        return finished != null && !finishedSent && cursor.atEnd();
    }

    private void step() throws IOException {
        FromAgent message;
        int length;
        synchronized (this) {
            length = cursor.next();
            if (length > 0) {
                var read = output.read(cursor.position(), length);
                var lines =
                        finished != null ? read.remaining() : hold.sendable(read, cursor.position(), System.nanoTime());
                if (lines == 0) {
                    return;
                }
                var data = ByteString.copyFrom(read, lines);
                message = FromAgent.newBuilder()
                        .setOutput(Output.newBuilder()
                                .setOperation(operation)
                                .setOffset(cursor.position())
                                .setData(data))
                        .build();
                cursor.sent(data.size());
            } else {
                var how = finished;
                if (how == null || !finaleIsDue()) {
                    return;
                }
                message = FromAgent.newBuilder().setFinished(how).build();
                finishedSent = true;
            }
        }
        if (!sender.send(message)) {
            disconnected();
        } else if (message.hasFinished()) {
            delivered.complete(null);
        }
    }
}
