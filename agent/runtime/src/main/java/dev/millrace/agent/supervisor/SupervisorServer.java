package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Lets one agent in, the newest, and only of the same user. */
final class SupervisorServer {
    private static final System.Logger LOG = System.getLogger(SupervisorServer.class.getName());

    private final Supervisor supervisor;
    private final BootClock clock;
    private final Path socket;
    private @Nullable SocketChannel current;
    private long aloneSince;

    SupervisorServer(Supervisor supervisor, BootClock clock, Path socket) {
        this.supervisor = supervisor;
        this.clock = clock;
        this.socket = socket;
    }

    /** Serves until nothing is kept and no agent has been there for that long. */
    void serve(Duration idle) throws IOException, InterruptedException {
        Files.deleteIfExists(socket);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            aloneSince = clock.nanos();
            Thread.ofPlatform().daemon().name("accept").start(() -> accept(server));
            while (!done(idle)) {
                long wait = supervisor.enforceDeadlines();
                synchronized (supervisor) {
                    supervisor.wait(Math.max(1, wait / 1_000_000), 0);
                }
            }
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    private synchronized boolean done(Duration idle) {
        return current == null && supervisor.idle() && clock.nanos() - aloneSince > idle.toNanos();
    }

    private void accept(ServerSocketChannel server) {
        while (server.isOpen()) {
            try {
                var agent = server.accept();
                if (!sameUser(agent)) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "stranger-refused peer={0}",
                            agent.getOption(ExtendedSocketOptions.SO_PEERCRED));
                    agent.close();
                    continue;
                }
                replace(agent);
                Thread.ofPlatform().daemon().name("agent").start(() -> converse(agent));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "accept-failed", e);
            }
        }
    }

    private boolean sameUser(SocketChannel agent) throws IOException {
        return agent.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(Files.getOwner(socket));
    }

    private synchronized void replace(SocketChannel agent) throws IOException {
        if (current != null) {
            current.close();
        }
        current = agent;
    }

    private synchronized void left(SocketChannel agent) {
        if (current != null && current.equals(agent)) {
            current = null;
            aloneSince = clock.nanos();
        }
    }

    private synchronized void leaveSoon() {
        aloneSince = Long.MIN_VALUE / 2;
    }

    private void converse(SocketChannel agent) {
        var outbox = new Outbox<>(MessageCodec.REPORTS);
        long attachment = 0;
        boolean leave = false;
        try (agent) {
            attachment = supervisor.attach(outbox::add);
            Thread.ofPlatform().daemon().name("reports").start(() -> write(outbox, agent));
            var in = Channels.newInputStream(agent);
            for (var order = MessageCodec.readOrder(in); order.isPresent(); order = MessageCodec.readOrder(in)) {
                leave |= order.get() instanceof Order.Leave;
                supervisor.take(order.get());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "agent-connection-broken cause={0}", e.toString());
        } finally {
            supervisor.detach(attachment);
            outbox.close();
            left(agent);
            if (leave) {
                leaveSoon();
                synchronized (supervisor) {
                    supervisor.notifyAll();
                }
            }
        }
    }

    private static void write(Outbox<Report> outbox, SocketChannel agent) {
        try {
            outbox.writeTo(Channels.newOutputStream(agent));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "agent-gone cause={0}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
