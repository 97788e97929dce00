package dev.millrace.agent.link;

import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Welcome;
import java.util.List;

/** What the link serves. All calls come from the link's one thread, which also sends heartbeats: none may wait for the controller. */
public interface Peer {
    /** What the agent is and holds, for a connection that begins. */
    Hello hello();

    /** How the agent is, without its sequence number. */
    Heartbeat.Builder heartbeat();

    /**
     * The controller let the agent in.
     *
     * @param sentNanos when hello was sent, on the boot-time clock
     */
    void welcomed(Welcome welcome, long sentNanos);

    /** These leases are renewed for the lease duration of the welcome, counted from when the heartbeat was sent. */
    void renewed(List<LeaseRef> leases, long sentNanos);

    /** Any other message, in the controller's order. */
    void received(ToAgent message);

    /** The connection is over; another one will come. */
    void disconnected();

    /** There is nothing left to do: no other connection is wanted. */
    default boolean finished() {
        return false;
    }
}
