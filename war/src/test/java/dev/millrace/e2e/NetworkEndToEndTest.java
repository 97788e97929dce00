package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.CutNetwork;
import dev.millrace.wire.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A second agent, joined by {@code millrace agent}, behind a network that can be cut. */
class NetworkEndToEndTest {
    private static Installation installation;
    private static CutNetwork proxy;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        installation = Installation.prepared().up();
        proxy = new CutNetwork(entrance().path("port").asInt());
        installation.launch(
                "agent",
                "--server",
                installation.url("").toString(),
                "--token-file",
                installation.token().toString(),
                "--name",
                "remote-1",
                "--labels",
                "remote",
                "--dir",
                installation.directory().resolve("remote").toString(),
                "--controller",
                "127.0.0.1:" + proxy.port());
        Installation.await("the second agent is connected", NetworkEndToEndTest::connected);
    }

    @AfterAll
    static void down() throws IOException {
        installation.close();
        proxy.close();
    }

    private static JsonNode entrance() throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(installation.post("/api/v1/agents/join-tokens", "{}").body());
    }

    private static boolean connected() throws IOException, InterruptedException {
        var agents =
                new ObjectMapper().readTree(installation.get("/api/v1/agents").body());
        return StreamSupport.stream(agents.spliterator(), false)
                .anyMatch(agent -> agent.path("name").asText().equals("remote-1")
                        && agent.path("connected").asBoolean());
    }

    @Test
    void the_network_is_gone_for_five_seconds_and_back() throws Exception {
        var run = Counting.begin(installation, "counting", "remote");
        assertTrue(proxy.connections() > 0, "the agent goes through the proxy");
        proxy.cut();
        assertTrue(!new CountDownLatch(1).await(5, TimeUnit.SECONDS));
        proxy.mend();
        run.told(3);
        run.ends();
    }

    @Test
    void the_agents_supervisor_is_killed_and_the_step_is_lost() throws Exception {
        var processes = installation.directory().resolve("processes");
        var run = installation.run(installation.pipeline("endless", """
                node('remote') {
                    sh 'echo $$ > %1$s; sleep 300 & echo $! >> %1$s; wait'
                }
                """.formatted(processes)));
        Installation.await(
                "the shell runs", () -> Installation.living(processes).size() == 2);
        var supervisors = Installation.processes(
                        installation.directory().resolve("remote").toString())
                .stream()
                .filter(process -> process.info().commandLine().orElse("").contains("SupervisorMain"))
                .toList();
        assertEquals(1, supervisors.size(), supervisors::toString);
        supervisors.forEach(ProcessHandle::destroyForcibly);
        var finished = Installation.finish(run);
        assertEquals(1, finished.code(), () -> finished.out() + finished.err());
        assertTrue(finished.out().contains("lost"), finished::out);
        assertTrue(finished.out().stripTrailing().endsWith("Finished: FAILURE"), finished::out);
        Installation.await(
                "nothing of the job runs", () -> Installation.living(processes).isEmpty());
        runs("after-the-supervisor");
    }

    private static void runs(String name) throws IOException, InterruptedException {
        var next = Installation.finish(
                installation.run(installation.pipeline(name, "node('remote') { sh 'echo goes on' }\n")));
        assertEquals(0, next.code(), () -> next.out() + next.err());
    }

    @Test
    void a_stranger_that_announces_two_gibibytes_is_disconnected_and_others_go_on() throws Exception {
        try (var socket = (SSLSocket) stranger()
                .getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(),
                        entrance().path("port").asInt())) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            socket.getOutputStream().write(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 8});
            socket.getOutputStream().flush();
            assertTrue(ends(socket), "the controller ends the connection");
        }
        runs("after-the-stranger");
    }

    private static boolean ends(SSLSocket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length < 1 << 16;
        } catch (SSLException | SocketException e) {
            return true;
        }
    }

    /** TLS with a key that nobody knows. */
    private static SSLContext stranger() throws Exception {
        var identity = TlsIdentity.create("stranger", Instant.now());
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("own", identity.key(), new char[0], new X509Certificate[] {identity.certificate()});
        var managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(managers.getKeyManagers(), new TrustManager[] {new Trusting()}, null);
        return context;
    }

    private static final class Trusting implements X509TrustManager {
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
