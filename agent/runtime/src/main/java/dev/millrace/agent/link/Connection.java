package dev.millrace.agent.link;

import dev.millrace.wire.AgentFrames;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.ToAgent;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection to the controller, from its handshake to its end. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, and that is what is listened for
final class Connection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    /** Where very many agents come back at once, a controller lets them in in turn: patience gets there sooner than trying again. */
    private static final int HANDSHAKE_MILLIS = 30_000;

    private static final int LOW_WATER = 256 << 10;
    private static final int HIGH_WATER = 1 << 20;

    private final Channel channel;
    private final Inbox inbox;
    private final Gate gate;

    /** Opens when the connection takes more, and for good when it is over. */
    private static final class Gate {
        private boolean open = true;
        private boolean over;

        synchronized void set(boolean writable) {
            open = writable;
            notifyAll();
        }

        synchronized void end() {
            over = true;
            notifyAll();
        }

        synchronized boolean await() throws InterruptedException {
            while (!open && !over) {
                wait();
            }
            return !over;
        }
    }

    private Connection(Channel channel, Inbox inbox, Gate gate) {
        this.channel = channel;
        this.inbox = inbox;
        this.gate = gate;
    }

    /** Connects and shakes hands. Fails with the reason, among them another certificate than the pinned one. */
    static Connection open(EventLoopGroup loops, SslContext tls, String host, int port)
            throws IOException, InterruptedException {
        var gate = new Gate();
        var ready = new CompletableFuture<@Nullable Void>();
        var holder = new CompletableFuture<Channel>();
        var inbox = new Inbox(
                reading -> holder.thenAccept(channel -> channel.config().setAutoRead(reading)));
        var bootstrap = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        var handshake = tls.newHandler(channel.alloc(), host, port);
                        handshake.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
                        channel.pipeline()
                                .addLast(handshake)
                                .addLast(new FlushConsolidationHandler(64, true))
                                .addLast(AgentFrames.toAgent(channel).toArray(ChannelHandler[]::new))
                                .addLast(new Handler(inbox, gate, ready));
                    }
                });
        var channel = bootstrap.connect(host, port);
        try {
            channel.channel().closeFuture().addListener(closed -> {
                ready.completeExceptionally(new IOException("The controller hung up during the handshake"));
            });
            channel.addListener(done -> {
                if (!done.isSuccess()) {
                    ready.completeExceptionally(done.cause());
                }
            });
            ready.get(CONNECT_MILLIS + HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
            holder.complete(channel.channel());
            return new Connection(channel.channel(), inbox, gate);
        } catch (ExecutionException e) {
            channel.channel().close();
            throw new IOException(String.valueOf(root(e).getMessage()), e);
        } catch (TimeoutException e) {
            channel.channel().close();
            throw new IOException("The controller does not answer at %s:%d".formatted(host, port), e);
        }
    }

    private static Throwable root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Sends, waiting while the connection does not take more. False when it is over; true does not say that the message arrived. */
    boolean send(FromAgent message) throws InterruptedException {
        if (!gate.await() || !channel.isActive()) {
            return false;
        }
        sendNow(message);
        return true;
    }

    /** Sends without waiting: for what is small and rare. */
    void sendNow(FromAgent message) {
        channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    Optional<ToAgent> take(long millis) throws InterruptedException {
        return inbox.take(millis);
    }

    boolean over() {
        return inbox.drained();
    }

    @Override
    public void close() {
        gate.end();
        channel.close();
    }

    private static final class Handler extends SimpleChannelInboundHandler<ToAgent> {
        private final Inbox inbox;
        private final Gate gate;
        private final CompletableFuture<@Nullable Void> ready;

        Handler(Inbox inbox, Gate gate, CompletableFuture<@Nullable Void> ready) {
            this.inbox = inbox;
            this.gate = gate;
            this.ready = ready;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ToAgent message) {
            inbox.put(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (handshake.isSuccess()) {
                    ready.complete(null);
                } else {
                    ready.completeExceptionally(handshake.cause());
                }
            }
            context.fireUserEventTriggered(event);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            gate.set(context.channel().isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            gate.end();
            inbox.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ready.completeExceptionally(cause);
            context.close();
        }
    }
}
