package dev.millrace.controller.link;

import dev.millrace.controller.base.Digest;
import dev.millrace.wire.AgentFrames;
import dev.millrace.wire.FrameTooLong;
import dev.millrace.wire.FramesOutOfOrder;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.FromAgent;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.cert.X509Certificate;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop's end of a session: hands every message over at once, and stops reading while too many wait. Runs on the event loop, but for
 * {@link #dealtWith}.
 */
final class AgentChannel extends SimpleChannelInboundHandler<FromAgent> implements Silences.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(AgentChannel.class);
    private static final int PAUSE_AT = 64;
    private static final int RESUME_AT = 16;

    private final Services services;
    private final Silences silences;
    private final Liveness liveness;
    private final Threshold.Place place;
    private final Executor threads;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable ChannelHandlerContext there;
    private @Nullable Outbound outbound;
    private @Nullable Session session;

    /** @param place at the threshold, which is left when the first message was dealt with */
    AgentChannel(Services services, Silences silences, Liveness liveness, Threshold.Place place, Executor threads) {
        this.services = services;
        this.silences = silences;
        this.liveness = liveness;
        this.place = place;
        this.threads = threads;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        switch (event) {
            case SslHandshakeCompletionEvent shaken when shaken.isSuccess() -> begin(context);
            case SslHandshakeCompletionEvent shaken -> {
                LOG.atDebug().setCause(shaken.cause()).log("agent-handshake-failed");
                var _ = context.close();
            }
            default -> super.userEventTriggered(context, event);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        there = context;
        silences.watch(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        silences.forget(this);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        liveness.heard(System.nanoTime());
        context.fireChannelReadComplete();
    }

    @Override
    public Liveness liveness() {
        return liveness;
    }

    /** Unless it is the controller that does not read. */
    @Override
    public void silent() {
        var context = there;
        if (context != null && waiting.get() == 0) {
            context.executor().execute(() -> end(context, "no heartbeat came for too long"));
        }
    }

    private void begin(ChannelHandlerContext context) throws SSLPeerUnverifiedException {
        var certificates =
                context.pipeline().get(SslHandler.class).engine().getSession().getPeerCertificates();
        if (certificates.length == 0 || !(certificates[0] instanceof X509Certificate certificate)) {
            var _ = context.close();
            return;
        }
        var key = Digest.of(TlsIdentity.keyDigest(certificate.getPublicKey()));
        var out = new Outbound(context.channel());
        outbound = out;
        var created = new Session(
                services,
                key,
                out,
                new Mailbox(threads),
                liveness,
                new BlobStreams(services.blobs(), services.leases(), out, threads));
        session = created;
        services.sessions().opened(created);
        AgentFrames.fromAgent(context.channel())
                .forEach(handler -> context.pipeline().addBefore(context.name(), null, handler));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FromAgent message) {
        var to = session;
        if (to == null) {
            var _ = context.close();
            return;
        }
        if (waiting.incrementAndGet() >= PAUSE_AT) {
            context.channel().config().setAutoRead(false);
        }
        to.receive(message, () -> dealtWith(context));
    }

    private void dealtWith(ChannelHandlerContext context) {
        place.leave();
        if (waiting.decrementAndGet() == RESUME_AT) {
            context.executor().execute(() -> context.channel().config().setAutoRead(true));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (outbound != null) {
            outbound.roomChanged();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (outbound != null) {
            outbound.roomChanged();
        }
        if (session != null) {
            session.disconnected("its connection broke");
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var found = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        switch (found) {
            case FramesOutOfOrder disorder when session != null -> session.outOfOrder(disorder.getMessage());
            case FrameTooLong tooLong when session != null -> session.broken(tooLong.getMessage());
            case com.google.protobuf.InvalidProtocolBufferException broken
            when session != null -> session.broken("a message that cannot be read: " + broken.getMessage());
            default -> {
                LOG.atDebug().setCause(found).log("agent-connection-failed");
                end(context, "its connection broke: " + found.getMessage());
            }
        }
    }

    private void end(ChannelHandlerContext context, String reason) {
        if (session != null) {
            session.disconnected(reason);
        }
        var _ = context.close();
    }
}
