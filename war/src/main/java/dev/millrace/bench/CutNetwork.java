package dev.millrace.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network that can fail: forwards connections to a port of this machine. Safe for use by many threads. */
public final class CutNetwork implements AutoCloseable {
    private final int port;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket entrance;
    private volatile boolean silent;

    /** To a port of this machine. */
    public CutNetwork(int target) throws IOException {
        this.port = Stand.freePort();
        this.target = target;
        this.entrance = listen();
    }

    /** Where it takes connections. */
    public int port() {
        return port;
    }

    /** How many go through it. */
    public int connections() {
        return open.size() / 2;
    }

    /** Ends all connections and refuses new ones. */
    public synchronized void cut() throws IOException {
        entrance.close();
        for (var socket : open) {
            socket.close();
        }
    }

    /** Takes connections again. */
    public synchronized void mend() throws IOException {
        entrance = listen();
    }

    /** Connections stay, and nothing goes through them any more: neither side is told. */
    void silence() {
        silent = true;
    }

    /** What was sent meanwhile is lost for good, so the connections on which it was sent end; new ones go through. */
    synchronized void speak() throws IOException {
        silent = false;
        for (var socket : open) {
            socket.close();
        }
    }

    private ServerSocket listen() throws IOException {
        var listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.startVirtualThread(() -> accept(listening));
        return listening;
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                var near = listening.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(near);
                open.add(far);
                Thread.startVirtualThread(() -> forward(near, far));
                Thread.startVirtualThread(() -> forward(far, near));
            } catch (IOException e) {
                // cut, or nobody listens behind: the next one may succeed
            }
        }
    }

    private void forward(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[16 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!silent) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // one side is gone, and so is the other now
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
