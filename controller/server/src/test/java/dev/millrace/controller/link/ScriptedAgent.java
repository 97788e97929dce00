package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.ByteString;
import dev.millrace.wire.FrameStream;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.Capacity;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.Join;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.Output;
import dev.millrace.wire.proto.ToAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** An agent that says what the test tells it to, over real TLS. */
final class ScriptedAgent implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    final TlsIdentity identity;
    private final SSLSocket socket;
    private final BlockingQueue<Optional<ToAgent>> received = new LinkedBlockingQueue<>();

    private ScriptedAgent(TlsIdentity identity, SSLSocket socket) {
        this.identity = identity;
        this.socket = socket;
    }

    static ScriptedAgent connect(InetSocketAddress address, TlsIdentity identity) throws IOException {
        var socket = (SSLSocket) context(identity).getSocketFactory().createSocket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
        socket.startHandshake();
        var agent = new ScriptedAgent(identity, socket);
        Thread.ofVirtual().start(agent::read);
        return agent;
    }

    private static SSLContext context(TlsIdentity identity) {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("agent", identity.key(), new char[0], new Certificate[] {identity.certificate()});
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, new char[0]);
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(managers.getKeyManagers(), new TrustManager[] {new TrustEveryone()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try {
            while (true) {
                var message = FrameStream.read(socket.getInputStream(), ToAgent.parser(), Protocol.AGENT_FRAME_LIMIT);
                received.add(message);
                if (message.isEmpty()) {
                    return;
                }
            }
        } catch (IOException e) {
            received.add(Optional.empty());
        }
    }

    static Hello.Builder hello(String name) {
        return Hello.newBuilder()
                .setProtocol(Protocol.VERSION)
                .setRelease("test")
                .setName(name)
                .addLabels("linux")
                .setCapacity(Capacity.newBuilder().setExecutors(1))
                .setPlatform("linux/amd64");
    }

    void send(FromAgent.Builder message) throws IOException {
        var out = socket.getOutputStream();
        FrameStream.write(out, message.build(), Protocol.AGENT_FRAME_LIMIT);
        out.flush();
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void join(String token, Hello.Builder hello) throws IOException {
        send(FromAgent.newBuilder().setJoin(Join.newBuilder().setToken(token).setHello(hello)));
    }

    void hello(Hello.Builder hello) throws IOException {
        send(FromAgent.newBuilder().setHello(hello));
    }

    void accept(LeaseRef lease) throws IOException {
        send(FromAgent.newBuilder()
                .setAccepted(LeaseAccepted.newBuilder()
                        .setLease(lease)
                        .setWorkspace("/jobs/it")
                        .putEnvironment("HOME", "/home/it")
                        .setSandbox("process")));
    }

    void heartbeat(long sequence, LeaseRef... held) throws IOException {
        send(FromAgent.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder()
                        .setSequence(sequence)
                        .setDiskFreeBytes(1L << 40)
                        .setMemoryFreeBytes(1L << 34)
                        .setClockMillis(System.currentTimeMillis())
                        .addAllHeld(List.of(held))));
    }

    void output(OperationRef operation, long offset, String text) throws IOException {
        send(FromAgent.newBuilder()
                .setOutput(Output.newBuilder()
                        .setOperation(operation)
                        .setOffset(offset)
                        .setData(ByteString.copyFromUtf8(text))));
    }

    void finished(OperationRef operation, long end) throws IOException {
        send(FromAgent.newBuilder()
                .setFinished(OperationFinished.newBuilder()
                        .setOperation(operation)
                        .setOutputEnd(end)
                        .setExited(dev.millrace.wire.proto.Exited.getDefaultInstance())));
    }

    /** The next message, whenever it comes; empty at the end. */
    Optional<ToAgent> next() throws InterruptedException {
        return received.take();
    }

    /** The next message; it must be of this kind. */
    ToAgent expect(ToAgent.BodyCase kind) throws InterruptedException {
        var message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            return fail("no " + kind + " came");
        }
        if (message.isEmpty()) {
            return fail("the connection ended instead of " + kind);
        }
        if (message.get().getBodyCase() != kind) {
            return fail(kind + " expected, came: " + message.get());
        }
        return message.get();
    }

    /** Skips messages until one of this kind. */
    ToAgent await(ToAgent.BodyCase kind) throws InterruptedException {
        while (true) {
            var message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null || message.isEmpty()) {
                return fail("no " + kind + " came");
            }
            if (message.get().getBodyCase() == kind) {
                return message.get();
            }
        }
    }

    void expectEnd() throws InterruptedException {
        while (true) {
            var message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                fail("the connection is still open");
                return;
            }
            if (message.isEmpty()) {
                return;
            }
        }
    }

    /** Cuts the connection. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The pinning of the controller is the agent's part and not tested here. */
    private static final class TrustEveryone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
