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
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for agents: TLS 1.3, both sides with keys. */
final class LinkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);
    /** An agent that misses so many heartbeats is away. */
    private static final int MISSED_HEARTBEATS = 3;
    /** Messages that may wait for each other. */
    private static final int MOST_TOGETHER = 64;

    private final MultiThreadIoEventLoopGroup loops;
    private final Channel listening;

    LinkServer(TlsIdentity identity, LinkSettings settings, Services services, Executor threads) throws IOException {
        var tls = TlsContexts.server(identity);
        loops = new MultiThreadIoEventLoopGroup(
                Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8),
                Thread.ofPlatform().daemon().name("agents-", 0).factory(),
                NioIoHandler.newFactory());
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, new FrameSizes())
                .childHandler(new Initializer(tls, settings, services, threads))
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
        private final Executor threads;
        private final AtomicInteger open = new AtomicInteger();

        Initializer(SslContext tls, LinkSettings settings, Services services, Executor threads) {
            this.tls = tls;
            this.settings = settings;
            this.services = services;
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
            long idle = services.leases()
                    .settings()
                    .heartbeat()
                    .multipliedBy(MISSED_HEARTBEATS)
                    .toMillis();
            channel.pipeline()
                    .addLast(handshake)
                    // what is sent at about the same time becomes one TLS record and one packet
                    .addLast(new FlushConsolidationHandler(MOST_TOGETHER, true))
                    .addLast(new IdleStateHandler(
                            Math.max(idle, settings.introduction().toMillis()), 0, 0, TimeUnit.MILLISECONDS))
                    .addLast(new AgentChannel(services, threads));
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
