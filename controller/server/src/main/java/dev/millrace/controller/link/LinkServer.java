package dev.millrace.controller.link;

import com.google.protobuf.MessageLite;
import dev.millrace.wire.TlsContexts;
import dev.millrace.wire.TlsIdentity;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for agents: TLS 1.3, both sides with keys. */
final class LinkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);
    /** Of connections in the kernel; it may allow fewer. */
    private static final int BACKLOG = 16_384;
    /** Enough to keep the processors busy, and few enough that each is soon done. */
    private static final int LET_IN_AT_ONCE = 96;
    /** Longer than letting in takes on a busy machine; those that say nothing hold up the others for so long. */
    private static final Duration LETTING_IN = Duration.ofSeconds(2);

    private static final long LOOK_SECONDS = 1;
    /** Messages that may wait for each other. */
    private static final int MOST_TOGETHER = 64;

    private final MultiThreadIoEventLoopGroup loops;
    private final Channel listening;

    LinkServer(TlsIdentity identity, LinkSettings settings, Services services, Executor threads) throws IOException {
        var tls = TlsContexts.server(identity);
        var silences = new Silences();
        loops = new MultiThreadIoEventLoopGroup(
                Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8),
                Thread.ofPlatform().daemon().name("agents-", 0).factory(),
                NioIoHandler.newFactory());
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, new FrameSizes())
                .childHandler(new Initializer(tls, settings, services, silences, threads))
                .bind(settings.address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "Cannot listen for agents on %s: %s. Choose another port, or stop what has it"
                            .formatted(settings.address(), bound.cause().getMessage()),
                    bound.cause());
        }
        listening = bound.channel();
        var _ = loops.next()
                .scheduleAtFixedRate(
                        () -> silences.look(System.nanoTime()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        LOG.atInfo().addKeyValue("address", listening.localAddress()).log("listening-for-agents");
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Takes no more connections. */
    void stopListening() {
        listening.close().awaitUninterruptibly();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** New connections. */
    private static final class Initializer extends ChannelInitializer<SocketChannel> {
        private final SslContext tls;
        private final LinkSettings settings;
        private final Services services;
        private final Silences silences;
        private final Executor threads;
        private final AtomicInteger open = new AtomicInteger();
        private @Nullable Threshold threshold;

        Initializer(SslContext tls, LinkSettings settings, Services services, Silences silences, Executor threads) {
            this.tls = tls;
            this.settings = settings;
            this.services = services;
            this.silences = silences;
            this.threads = threads;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.closeFuture().addListener(_ -> open.decrementAndGet());
            if (open.incrementAndGet() > settings.connections()) {
                LOG.atWarn().addKeyValue("from", channel.remoteAddress()).log("too-many-agent-connections");
                var _ = channel.close();
                return;
            }
            var handshake = tls.newHandler(channel.alloc());
            handshake.setHandshakeTimeoutMillis(settings.introduction().toMillis());
            var place = threshold(channel).enter();
            channel.closeFuture().addListener(_ -> place.leave());
            var _ = channel.eventLoop().schedule(place::leave, LETTING_IN.toMillis(), TimeUnit.MILLISECONDS);
            var liveness = new Liveness(settings.introduction(), System.nanoTime());
            liveness.expect(services.leases().settings().heartbeat());
            channel.pipeline()
                    .addLast(handshake)
                    // what is sent at about the same time becomes one TLS record and one packet
                    .addLast(new FlushConsolidationHandler(MOST_TOGETHER, true))
                    .addLast(new AgentChannel(services, silences, liveness, place, threads));
        }

        /** Of the channel that listens, which is there when the first connection comes. */
        private synchronized Threshold threshold(SocketChannel channel) {
            var known = threshold;
            if (known == null) {
                var listening = channel.parent().config();
                known = new Threshold(LET_IN_AT_ONCE, listening::setAutoRead);
                threshold = known;
            }
            return known;
        }
    }

    /** Messages count with their size also while they wait for the event loop. */
    private static final class FrameSizes implements MessageSizeEstimator {
        private final Handle others = DefaultMessageSizeEstimator.DEFAULT.newHandle();

        @Override
        public Handle newHandle() {
            return message -> message instanceof MessageLite frame ? frame.getSerializedSize() : others.size(message);
        }
    }
}
