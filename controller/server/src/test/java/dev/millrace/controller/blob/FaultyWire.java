package dev.millrace.controller.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server and spoils connections, each by the next fault that was ordered; those without one pass. */
final class FaultyWire implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Fault always = new Pass();

    private FaultyWire(ServerSocket entrance, InetSocketAddress server) {
        this.entrance = entrance;
        this.server = server;
    }

    sealed interface Fault {}

    record Pass() implements Fault {}

    /** Takes what is sent and never answers. */
    record Silence() implements Fault {}

    /** Answers so without asking the server. */
    record Answer(int status) implements Fault {}

    /** Cuts after so many bytes of the answer. */
    record CutAnswer(long after) implements Fault {}

    /** Cuts after so many bytes of the request. */
    record CutRequest(long after) implements Fault {}

    /** The server does it, and its answer is lost. */
    record LoseAnswer() implements Fault {}

    static FaultyWire before(InetSocketAddress server) throws IOException {
        var wire = new FaultyWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        Thread.ofVirtual().start(wire::accept);
        return wire;
    }

    int port() {
        return entrance.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The next connections are spoiled so, in this order. */
    void next(Fault... ordered) {
        faults.addAll(List.of(ordered));
    }

    /** All that have no other fault are spoiled so. */
    void always(Fault fault) {
        always = fault;
    }

    private void accept() {
        try {
            while (true) {
                var client = entrance.accept();
                connections.incrementAndGet();
                open.add(client);
                var ordered = faults.poll();
                Thread.ofVirtual().start(() -> serve(client, ordered == null ? always : ordered));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client, Fault fault) {
        try (client;
                var there = new Socket()) {
            if (fault instanceof Silence) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            if (fault instanceof Answer(int status)) {
                client.getInputStream().readNBytes(1);
                client.getOutputStream()
                        .write("HTTP/1.1 %d Broken\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .formatted(status)
                                .getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            there.connect(server);
            open.add(there);
            var up = Thread.ofVirtual().start(() -> {
                try {
                    pump(
                            client.getInputStream(),
                            there.getOutputStream(),
                            fault instanceof CutRequest(long after) ? after : Long.MAX_VALUE);
                    end(there, client);
                } catch (IOException e) {
                    // the other direction ended it
                }
            });
            if (fault instanceof LoseAnswer) {
                there.getInputStream().read(); // it begins to answer: it is done
            } else {
                pump(
                        there.getInputStream(),
                        client.getOutputStream(),
                        fault instanceof CutAnswer(long after) ? after : Long.MAX_VALUE);
            }
            end(client, there);
            up.join();
        } catch (IOException | InterruptedException e) {
            // one of the two is gone, which is the fault
        }
    }

    private static void end(Socket one, Socket other) throws IOException {
        one.close();
        other.close();
    }

    private static void pump(InputStream from, OutputStream to, long most) throws IOException {
        var buffer = new byte[BUFFER];
        var left = most;
        while (left > 0) {
            int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            to.write(buffer, 0, count);
            to.flush();
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
