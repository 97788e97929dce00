package dev.millrace.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One HTTP connection that is kept: a request at a time, and as little work of its own as can be, because it is done on the machine under test. */
final class KeptConnection implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    /** To a port of this machine. */
    KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** What a request to post JSON looks like on the wire. */
    static byte[] post(String path, String token, byte[] json) {
        var head = """
                POST %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(path, token, json.length).getBytes(StandardCharsets.ISO_8859_1);
        var request = new byte[head.length + json.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(json, 0, request, head.length, json.length);
        return request;
    }

    /** Sends a request and gives the body of its answer; any answer but success is a failure. */
    byte[] send(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        return answer(in);
    }

    /** Reads one answer. */
    static byte[] answer(InputStream in) throws IOException {
        var status = line(in);
        long length = -1;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            }
        }
        if (length < 0) {
            throw new IOException("An answer without a length: " + status);
        }
        var body = in.readNBytes(Math.toIntExact(length));
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(status + ": " + new String(body, StandardCharsets.UTF_8));
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("The controller hung up");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
