package dev.millrace.agent.app;

import dev.millrace.agent.transfer.FakeBlobs;
import dev.millrace.wire.FrameCodec;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.TlsContexts;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.HeartbeatAnswer;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.Output;
import dev.millrace.wire.proto.OutputTaken;
import dev.millrace.wire.proto.Refused;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Welcome;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The controller's end of the protocol over real TLS, with what an agent told it and knobs for misfortune. One agent at a time. */
final class FakeController implements AutoCloseable {
    static final String TOKEN = "join-me";

    private final TlsIdentity identity = TlsIdentity.create("fake", Instant.now());
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private final long leaseMillis;
    private final List<FromAgent> messages = new ArrayList<>();
    private final List<Hello> hellos = new ArrayList<>();
    private final List<Operate> asked = new ArrayList<>();
    private final Map<OperationRef, ByteArrayOutputStream> outputs = new HashMap<>();
    private final Map<OperationRef, Long> repeated = new HashMap<>();
    final FakeBlobs blobs = new FakeBlobs(this::send);
    private @Nullable Channel agent;
    private boolean renews = true;
    private boolean takesOutput = true;
    private boolean letsIn = true;
    private boolean strict;
    private int joins;

    FakeController(Duration lease) throws Exception {
        leaseMillis = lease.toMillis();
        var tls = TlsContexts.server(identity);
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(new FrameCodec<>(FromAgent.parser(), Protocol.AGENT_FRAME_LIMIT))
                                .addLast(new SimpleChannelInboundHandler<FromAgent>() {
                                    @Override
                                    protected void channelRead0(ChannelHandlerContext context, FromAgent message) {
                                        take(context.channel(), message);
                                    }

                                    @Override
                                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                                        var _ = context.close();
                                    }
                                });
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    String fingerprint() {
        return identity.fingerprint();
    }

    private synchronized void take(Channel from, FromAgent message) {
        switch (message.getBodyCase()) {
            case JOIN -> {
                if (message.getJoin().getToken().equals(TOKEN)) {
                    joins++;
                    welcome(from, message.getJoin().getHello());
                } else {
                    refuse(from, "token-used", "This join token was used");
                }
            }
            case HELLO -> {
                if (strict && joins == 0) {
                    refuse(from, "unknown-key", "No agent has this key");
                } else {
                    welcome(from, message.getHello());
                }
            }
            case HEARTBEAT ->
                send(ToAgent.newBuilder()
                        .setHeartbeat(HeartbeatAnswer.newBuilder()
                                .setSequence(message.getHeartbeat().getSequence())
                                .addAllRenewed(renews ? message.getHeartbeat().getHeldList() : List.of()))
                        .build());
            case OUTPUT -> output(message.getOutput());
            case BLOB_QUERY, BLOB_REQUEST, BLOB_PART, BLOB_CREDIT -> blobs.take(message);
            default -> messages.add(message);
        }
        notifyAll();
    }

    /** Knows those alone that have joined. */
    synchronized void strict() {
        strict = true;
    }

    private static void refuse(Channel to, String code, String message) {
        var refused = Refused.newBuilder().setCode(code).setMessage(message).setFinal(true);
        var _ = to.writeAndFlush(ToAgent.newBuilder().setRefused(refused).build());
    }

    private void welcome(Channel from, Hello hello) {
        if (!letsIn) {
            var _ = from.close();
            return;
        }
        agent = from;
        blobs.reconnected();
        hellos.add(hello);
        var welcome = Welcome.newBuilder()
                .setAgentId("agent-1")
                .setHeartbeatMillis(Math.min(1000, leaseMillis / 4))
                .setLeaseMillis(leaseMillis);
        for (var held : hello.getHeldList()) {
            welcome.addKeep(held.getLease());
            for (var operation : held.getOperationsList()) {
                var output = outputs.get(operation.getOperation());
                welcome.addOutput(OutputTaken.newBuilder()
                        .setOperation(operation.getOperation())
                        .setOffset(output == null ? 0 : output.size()));
            }
        }
        send(ToAgent.newBuilder().setWelcome(welcome).build());
        // what never arrived is asked again
        for (var operate : asked) {
            if (hello.getHeldList().stream()
                            .filter(held -> held.getLease()
                                    .equals(operate.getOperation().getLease()))
                            .anyMatch(held -> held.getOperationsList().stream()
                                    .noneMatch(each -> each.getOperation().equals(operate.getOperation())))
                    && messages.stream()
                            .noneMatch(message -> message.hasFinished()
                                    && message.getFinished().getOperation().equals(operate.getOperation()))) {
                send(ToAgent.newBuilder().setOperate(operate).build());
            }
        }
    }

    private void output(Output output) {
        var known = outputs.computeIfAbsent(output.getOperation(), key -> new ByteArrayOutputStream());
        if (output.getOffset() == known.size()) {
            known.writeBytes(output.getData().toByteArray());
        } else {
            repeated.merge(output.getOperation(), (long) output.getData().size(), Long::sum);
        }
        if (takesOutput) {
            send(ToAgent.newBuilder()
                    .setOutputTaken(OutputTaken.newBuilder()
                            .setOperation(output.getOperation())
                            .setOffset(known.size()))
                    .build());
        }
    }

    synchronized void send(ToAgent message) {
        if (agent != null) {
            var _ = agent.writeAndFlush(message);
        }
    }

    synchronized void operate(Operate operate) {
        asked.add(operate);
        send(ToAgent.newBuilder().setOperate(operate).build());
    }

    synchronized void takesOutput(boolean takes) {
        takesOutput = takes;
    }

    synchronized void renews(boolean whether) {
        renews = whether;
    }

    /** Cuts the connection and lets nobody in until told otherwise. */
    synchronized void cut() {
        letsIn = false;
        if (agent != null) {
            var _ = agent.close();
        }
    }

    synchronized void mend() {
        letsIn = true;
    }

    synchronized int joins() {
        return joins;
    }

    synchronized List<Hello> hellos() {
        return List.copyOf(hellos);
    }

    synchronized byte[] output(OperationRef operation) {
        var output = outputs.get(operation);
        return output == null ? new byte[0] : output.toByteArray();
    }

    String text(OperationRef operation) {
        return new String(output(operation), StandardCharsets.UTF_8);
    }

    synchronized long repeatedBytes(OperationRef operation) {
        return repeated.getOrDefault(operation, 0L);
    }

    OperationFinished awaitFinished(OperationRef operation) throws InterruptedException {
        return await(message -> message.hasFinished()
                        && message.getFinished().getOperation().equals(operation))
                .getFinished();
    }

    /** How an operation ended, where that was said. */
    synchronized Optional<OperationFinished> finished(OperationRef operation) {
        return messages.stream()
                .filter(FromAgent::hasFinished)
                .map(FromAgent::getFinished)
                .filter(end -> end.getOperation().equals(operation))
                .findFirst();
    }

    /** The first message of this kind, also one that came before. */
    FromAgent await(Predicate<FromAgent> fits) throws InterruptedException {
        return await(
                "a message", () -> messages.stream().filter(fits).findFirst().orElse(null));
    }

    <T> T await(String what, Supplier<@Nullable T> value) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        synchronized (this) {
            while (true) {
                var found = value.get();
                if (found != null) {
                    return found;
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("Waited 30 s for %s; messages: %s".formatted(what, messages));
                }
                wait(Math.min(left, 50));
            }
        }
    }

    synchronized long count(Predicate<FromAgent> fits) {
        return messages.stream().filter(fits).count();
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }
}
