package dev.millrace.agent.app;

import dev.millrace.agent.link.Peer;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Welcome;
import java.util.List;

/**
 * An ephemeral agent's work: it says that it takes one job, and is finished once it has told the end of it, or that it does not take it. A second one
 * is never taken, whatever the controller offers.
 */
final class OneJob implements Peer {
    private final Peer work;
    private final Watch watch;

    /** Looks at what an agent says, for {@link OneJob}: there before the work that says it. */
    static final class Watch {
        private volatile boolean over;

        /** This was said, or could not be said any more. */
        void said(FromAgent message) {
            over |= message.hasEnded() || message.hasRefused();
        }
    }

    OneJob(Peer work, Watch watch) {
        this.work = work;
        this.watch = watch;
    }

    @Override
    public Hello hello() {
        return work.hello().toBuilder().setEphemeral(true).build();
    }

    @Override
    public boolean finished() {
        return watch.over;
    }

    @Override
    public void received(ToAgent message) {
        if (!message.hasGrant() || !watch.over) {
            work.received(message);
        }
    }

    @Override
    public Heartbeat.Builder heartbeat() {
        return work.heartbeat();
    }

    @Override
    public void welcomed(Welcome welcome, long sentNanos) {
        work.welcomed(welcome, sentNanos);
    }

    @Override
    public void renewed(List<LeaseRef> leases, long sentNanos) {
        work.renewed(leases, sentNanos);
    }

    @Override
    public void disconnected() {
        work.disconnected();
    }
}
