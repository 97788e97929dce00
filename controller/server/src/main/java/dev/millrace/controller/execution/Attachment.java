package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.controller.evaluator.Program;
import dev.millrace.controller.evaluator.RunListener;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Probed;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A run in one evaluator. What comes from there is posted to the run's mailbox, in order and bounded: who says more than it may is heard no more, and
 * its evaluator is ended.
 */
final class Attachment implements RunListener {
    /** Messages that are no entries and have not been looked at; no program comes near. */
    static final int MOST_MESSAGES = 100_000;

    private final Mailbox mailbox;
    private final Listener listener;
    private final int uncommittedLimit;
    private final AtomicInteger received;
    private final AtomicInteger durable;
    private final AtomicInteger messages = new AtomicInteger();
    private volatile boolean broken;
    private @Nullable Program program;

    /** @param durable entries from the program that the journal has already; the evaluator does not send them again */
    Attachment(Mailbox mailbox, Listener listener, int uncommittedLimit, int durable) {
        this.mailbox = mailbox;
        this.listener = listener;
        this.uncommittedLimit = uncommittedLimit;
        this.received = new AtomicInteger(durable);
        this.durable = new AtomicInteger(durable);
    }

    /** Hears all of it in the mailbox, one after the other. */
    interface Listener {
        void emitted(Attachment from, Emitted emitted);

        void live(Attachment from, List<Emitted> pending);

        void unwanted(Attachment from, int step, String reason);

        void diverged(Attachment from, Diverged difference);

        void need(Attachment from, ByteString digest);

        void resting(Attachment from);

        void gone(Attachment from, String why);
    }

    /** The program is open. Once, in the mailbox, before anything is heard. */
    void joined(Program opened) {
        program = opened;
    }

    Program program() {
        return Objects.requireNonNull(program, "Nothing comes before the program is open");
    }

    /** So many entries from the program are durable; the program may go on. Any thread. */
    void durable(int entries) {
        durable.accumulateAndGet(entries, Math::max);
    }

    @Override
    public void emitted(Emitted emitted) {
        // a program waits when it is ahead by more than the limit: one entry more than that is on its way, and where it
        // is ended from outside its end
        if (received.incrementAndGet() - durable.get() > uncommittedLimit + 2) {
            refuse("it is more than %d entries ahead of what is durable".formatted(uncommittedLimit));
        } else if (!broken) {
            mailbox.post(() -> listener.emitted(this, emitted));
        }
    }

    @Override
    public void live(List<Emitted> pending) {
        post(() -> listener.live(this, pending));
    }

    @Override
    public void unwanted(int step, String reason) {
        post(() -> listener.unwanted(this, step, reason));
    }

    @Override
    public void diverged(Diverged difference) {
        post(() -> listener.diverged(this, difference));
    }

    @Override
    public void need(ByteString digest) {
        post(() -> listener.need(this, digest));
    }

    @Override
    public void resting() {
        post(() -> listener.resting(this));
    }

    @Override
    public void probed(Probed answer) {
        refuse("it answers what nobody asked");
    }

    @Override
    public void gone(String why) {
        mailbox.post(() -> listener.gone(this, why));
    }

    private void post(Runnable action) {
        if (messages.incrementAndGet() > MOST_MESSAGES) {
            refuse("more than %d of its messages wait".formatted(MOST_MESSAGES));
        } else if (!broken) {
            mailbox.post(() -> {
                messages.decrementAndGet();
                action.run();
            });
        }
    }

    private void refuse(String why) {
        if (!broken) {
            broken = true;
            mailbox.post(() -> program().broken(why));
        }
    }
}
