package dev.millrace.controller.link;

import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.link.Operations.OutputSink;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.Output;
import dev.millrace.wire.proto.OutputTaken;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An operation that was asked for: from the question until all of its steps' outcome is journaled. It outlives sessions. Safe for use by many
 * threads.
 *
 * <p>Output is received in order and taken in order; {@code received} runs ahead of {@code taken} by at most the window.
 */
final class LiveOperation {
    final Refs.Name name;
    final Operate message;
    /** Copies of this are handed out, so that nobody completes it from outside. */
    private final CompletableFuture<OperationFinished> outcome = new CompletableFuture<>();

    private final OutputSink sink;
    private final Runnable progress;
    /** Held while output goes to the sink, so that it arrives in order also when two sessions of one agent overlap. Taken before {@link #lock}. */
    private final ReentrantLock order = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private long received;
    private long taken;
    private @Nullable OperationFinished finished;
    private @Nullable String cancelled;

    /** {@code progress} is called when more output was taken; it must not block. */
    LiveOperation(Refs.Name name, Operate message, OutputSink sink, Runnable progress) {
        this.name = name;
        this.message = message;
        this.sink = sink;
        this.progress = progress;
        this.taken = sink.end();
        this.received = taken;
    }

    CompletableFuture<OperationFinished> outcome() {
        return outcome.copy();
    }

    /** Output came. May block where the sink is slow to take it. */
    void output(Output output) {
        order.lock();
        try {
            takeInOrder(output);
        } finally {
            order.unlock();
        }
    }

    private void takeInOrder(Output output) {
        byte[] fresh;
        long from;
        lock.lock();
        try {
            long end = checked(output);
            if (end <= received) {
                return;
            }
            from = received;
            var data = output.getData().toByteArray();
            fresh = Arrays.copyOfRange(data, (int) (from - output.getOffset()), data.length);
            received = end;
        } finally {
            lock.unlock();
        }
        var _ = sink.take(from, fresh).whenComplete((end, failure) -> {
            if (failure == null) {
                taken(end);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
    }

    private long checked(Output output) {
        int length = output.getData().size();
        long offset = output.getOffset();
        if (offset < 0 || length > Protocol.PART_LIMIT) {
            throw new ProtocolViolation("output of %d bytes at offset %d".formatted(length, offset));
        }
        if (offset > received) {
            throw new ProtocolViolation("a gap in the output of %s: from %d to %d".formatted(name, received, offset));
        }
        long end = offset + length;
        if (end - taken > Protocol.WINDOW) {
            throw new ProtocolViolation("output of %s runs %d bytes ahead of what was taken, %d are allowed"
                    .formatted(name, end - taken, Protocol.WINDOW));
        }
        if (finished != null && end > finished.getOutputEnd()) {
            throw new ProtocolViolation("output of %s after its end".formatted(name));
        }
        return end;
    }

    private void taken(long end) {
        lock.lock();
        try {
            taken = Math.max(taken, end);
        } finally {
            lock.unlock();
        }
        progress.run();
        deliver();
    }

    /** The agent says how it ended; it may say so many times. */
    void finished(OperationFinished message) {
        lock.lock();
        try {
            if (finished != null) {
                return;
            }
            if (message.getOutputEnd() != received) {
                throw new ProtocolViolation("%s finished with its output at %d, which came up to %d"
                        .formatted(name, message.getOutputEnd(), received));
            }
            finished = message;
        } finally {
            lock.unlock();
        }
        deliver();
    }

    private void deliver() {
        OperationFinished result;
        lock.lock();
        try {
            result = finished != null && taken >= finished.getOutputEnd() ? finished : null;
        } finally {
            lock.unlock();
        }
        if (result != null) {
            outcome.complete(result);
        }
    }

    /** The lease is over. */
    void gone(LeaseKey lease, String reason) {
        outcome.completeExceptionally(new LeaseGone(lease, reason));
    }

    void cancel(String reason) {
        lock.lock();
        try {
            cancelled = reason;
        } finally {
            lock.unlock();
        }
    }

    /** Why it is to end early. */
    Optional<String> cancelled() {
        lock.lock();
        try {
            return Optional.ofNullable(cancelled);
        } finally {
            lock.unlock();
        }
    }

    /** The agent has said how it ended. */
    boolean isFinished() {
        lock.lock();
        try {
            return finished != null;
        } finally {
            lock.unlock();
        }
    }

    OutputTaken outputTaken() {
        lock.lock();
        try {
            return OutputTaken.newBuilder()
                    .setOperation(name.wire())
                    .setOffset(taken)
                    .build();
        } finally {
            lock.unlock();
        }
    }
}
