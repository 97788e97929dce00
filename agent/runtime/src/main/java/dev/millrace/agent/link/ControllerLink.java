package dev.millrace.agent.link;

import com.google.protobuf.ByteString;
import dev.millrace.agent.supervisor.BootClock;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Join;
import dev.millrace.wire.proto.NewKey;
import dev.millrace.wire.proto.Refused;
import dev.millrace.wire.proto.Welcome;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the agent connected. {@link #run} in one thread; {@link #send} and {@link #close} from any. */
public final class ControllerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerLink.class);
    private static final long ANSWER_MILLIS = 20_000;

    private final LinkSettings settings;
    private final BootClock clock;
    private final Keys keys;
    private final EventLoopGroup loops;
    private final boolean ownsLoops;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private volatile @Nullable Connection current;
    /** Why a join token did not serve, until it turns out whether the agent had joined before. */
    private @Nullable String tokenRefused;

    private final CountDownLatch closed = new CountDownLatch(1);

    private ControllerLink(LinkSettings settings, BootClock clock, Keys keys, EventLoopGroup loops, boolean ownsLoops) {
        this.settings = settings;
        this.clock = clock;
        this.keys = keys;
        this.loops = loops;
        this.ownsLoops = ownsLoops;
    }

    /** Loads the agent's key, or makes it. */
    public static ControllerLink create(LinkSettings settings, BootClock clock) throws IOException {
        var keys = Keys.open(settings);
        return new ControllerLink(
                settings, clock, keys, new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()), true);
    }

    /** The same on threads that many links share; whoever gave them ends them, after all links. */
    public static ControllerLink create(LinkSettings settings, BootClock clock, EventLoopGroup loops)
            throws IOException {
        return new ControllerLink(settings, clock, Keys.open(settings), loops, false);
    }

    /**
     * Connects again and again until closed, or until the peer is finished.
     *
     * @throws Refusal when the controller says that trying again cannot help
     */
    public void run(Peer peer) throws Refusal, InterruptedException {
        for (long wait = 0; !peer.finished() && !closed.await(wait, TimeUnit.MILLISECONDS); ) {
            wait = backoff.next();
            try (var connection = Connection.open(loops, keys.tls(), settings.host(), settings.port())) {
                wait = Math.max(wait, converse(connection, peer));
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("controller", settings.host() + ":" + settings.port())
                        .addKeyValue("cause", e.getMessage())
                        .addKeyValue("retryMillis", wait)
                        .log("controller-unreachable");
            }
        }
    }

    /** Milliseconds to wait at least before the next attempt. */
    private long converse(Connection connection, Peer peer) throws IOException, Refusal, InterruptedException {
        long sent = clock.nanos();
        connection.sendNow(greeting(peer));
        var answer = connection.take(ANSWER_MILLIS);
        if (answer.isEmpty()) {
            throw new IOException("The controller does not answer hello");
        }
        return switch (answer.get().getBodyCase()) {
            case WELCOME -> {
                welcomed(connection, peer, answer.get().getWelcome(), sent);
                yield 0;
            }
            case REFUSED -> refused(answer.get().getRefused());
            default ->
                throw new IOException(
                        "The controller answers hello with " + answer.get().getBodyCase());
        };
    }

    private FromAgent greeting(Peer peer) throws IOException {
        var hello = peer.hello();
        var token = settings.joinTokenFile();
        if (token == null || Files.exists(agentId()) || !Files.exists(token)) {
            return FromAgent.newBuilder().setHello(hello).build();
        }
        var join = Join.newBuilder().setToken(Files.readString(token).strip()).setHello(hello);
        return FromAgent.newBuilder().setJoin(join).build();
    }

    private Path agentId() {
        return settings.directory().resolve("agent-id");
    }

    private long refused(Refused refused) throws Refusal, IOException {
        LOG.atError()
                .addKeyValue("code", refused.getCode())
                .addKeyValue("message", refused.getMessage())
                .log("refused");
        if (refused.getCode().equals("token-used") && !Files.exists(agentId())) {
            // the welcome to an earlier join may not have arrived: this key may be known by now
            Files.writeString(agentId(), "");
            tokenRefused = refused.getMessage();
        } else if (refused.getCode().equals("unknown-key") && keys.unknown()) {
            return 0;
        } else if (refused.getFinal()) {
            throw refusal(refused);
        }
        return refused.getRetryMillis();
    }

    /** Where it was not the welcome that got lost, it was the token that did not serve: the next one is to be used for joining. */
    private Refusal refusal(Refused refused) throws IOException {
        var token = tokenRefused;
        if (token != null && refused.getCode().equals("unknown-key")) {
            Files.deleteIfExists(agentId());
            return new Refusal("token-used", token);
        }
        return new Refusal(refused.getCode(), refused.getMessage());
    }

    private void welcomed(Connection connection, Peer peer, Welcome welcome, long sent)
            throws IOException, InterruptedException {
        keys.known();
        tokenRefused = null;
        Files.writeString(agentId(), welcome.getAgentId());
        backoff.reset();
        LOG.atInfo().addKeyValue("agent", welcome.getAgentId()).log("connected");
        current = connection;
        try {
            peer.welcomed(welcome, sent);
            exchange(connection, peer, new Heartbeats(Math.max(1, welcome.getHeartbeatMillis()), clock.nanos()));
        } finally {
            current = null;
            connection.close();
            peer.disconnected();
        }
    }

    private void exchange(Connection connection, Peer peer, Heartbeats heartbeats)
            throws IOException, InterruptedException {
        while (!connection.over() && !peer.finished()) {
            long now = clock.nanos();
            if (heartbeats.dueIn(now) <= 0) {
                if (heartbeats.silent(now)) {
                    throw new IOException("The controller has answered no heartbeat for three intervals");
                }
                var heartbeat = peer.heartbeat();
                heartbeat.setSequence(heartbeats.send(clock.nanos()));
                connection.sendNow(
                        FromAgent.newBuilder().setHeartbeat(heartbeat).build());
            }
            long wait = Math.max(1, TimeUnit.NANOSECONDS.toMillis(heartbeats.dueIn(clock.nanos())));
            var message = connection.take(wait);
            if (message.isEmpty()) {
                continue;
            }
            if (message.get().hasHeartbeat()) {
                var answer = message.get().getHeartbeat();
                var sentAt = heartbeats.answered(answer.getSequence());
                if (sentAt.isPresent()) {
                    peer.renewed(answer.getRenewedList(), sentAt.getAsLong());
                    heartbeats.next(sentAt.getAsLong(), answer.getNextMillis());
                }
            } else if (message.get().hasRotateKey()) {
                var certificate = ByteString.copyFrom(keys.propose());
                connection.sendNow(FromAgent.newBuilder()
                        .setNewKey(NewKey.newBuilder().setCertificate(certificate))
                        .build());
            } else if (message.get().hasKeyTaken()) {
                if (keys.taken(message.get().getKeyTaken().getKeyDigest().toByteArray())) {
                    LOG.atInfo().log("key-rotated");
                    return; // the next connection shows it
                }
            } else {
                peer.received(message.get());
            }
            if (message.get().hasGrant()) {
                heartbeats.hasten(clock.nanos());
            }
        }
    }

    /**
     * Sends, waiting while the connection does not take more.
     *
     * @return false where there is no connection; true does not say that the message arrived
     */
    public boolean send(FromAgent message) {
        var connection = current;
        try {
            return connection != null && connection.send(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Makes this agent one that never joined: what comes next in its directory joins with a key of its own. After {@link #run}. */
    public void forget() throws IOException {
        Files.deleteIfExists(agentId());
        TlsIdentity.delete(settings.directory());
    }

    /** Ends the connection and {@link #run}. */
    @Override
    public void close() {
        closed.countDown();
        var connection = current;
        if (connection != null) {
            connection.close();
        }
        if (ownsLoops) {
            loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
