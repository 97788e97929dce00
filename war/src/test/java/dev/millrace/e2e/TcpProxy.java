package dev.millrace.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network that can be cut: forwards connections to a port of this machine. */
final class TcpProxy implements AutoCloseable {
    private final int port = Ports.free();
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket entrance;

    TcpProxy(int target) throws IOException {
        this.target = target;
        this.entrance = listen();
    }

    int port() {
        return port;
    }

    int connections() {
        return open.size() / 2;
    }

    /** Ends all connections and refuses new ones. */
    void cut() throws IOException {
        entrance.close();
        for (var socket : open) {
            socket.close();
        }
    }

    /** Takes connections again. */
    void mend() throws IOException {
        entrance = listen();
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
            in.transferTo(out);
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
