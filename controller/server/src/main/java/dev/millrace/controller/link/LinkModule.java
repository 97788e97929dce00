package dev.millrace.controller.link;

import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.fleet.FleetRegister;
import dev.millrace.controller.identity.Identities;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.lease.Leases;
import dev.millrace.wire.TlsIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoint for agents, listening. */
public final class LinkModule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkModule.class);
    /** For sessions to end what they are at. */
    private static final long FAREWELL_SECONDS = 5;

    private final Sessions sessions;
    private final OperationDesk operations;
    private final LinkServer server;

    private LinkModule(Sessions sessions, OperationDesk operations, LinkServer server) {
        this.sessions = sessions;
        this.operations = operations;
        this.server = server;
    }

    /**
     * Connects leases with agents and listens.
     *
     * @throws IOException where the address cannot be had
     */
    public static LinkModule create(
            TlsIdentity identity,
            LinkSettings settings,
            Leases leases,
            FleetRegister fleet,
            Identities identities,
            BlobStore blobs)
            throws IOException {
        Executor threads = task -> Thread.ofVirtual().name("agent-session").start(task);
        var sessions = new Sessions();
        var operations = new OperationDesk(leases, sessions);
        var services = new Services(leases, fleet, identities, blobs, sessions, operations, pace(leases.settings()));
        leases.connect(new Line(sessions, operations));
        fleet.follow(agent -> sessions.of(agent).ifPresent(Session::agentChanged));
        return new LinkModule(sessions, operations, new LinkServer(identity, settings, services, threads));
    }

    /** What is offered to an idle agent that is gone has to be offered to another one within a few heartbeats. */
    private static HeartbeatPace pace(LeaseSettings settings) {
        return new HeartbeatPace(settings.heartbeat(), settings.lease().dividedBy(3));
    }

    /** For the holders of leases. */
    public Operations operations() {
        return operations;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Hangs up on all agents; they keep what they have and come back. */
    @Override
    public void close() {
        server.stopListening();
        try {
            sessions.closeAll("the controller is stopping").get(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().setCause(e).log("agents-not-left-in-time");
        }
        server.close();
    }
}
