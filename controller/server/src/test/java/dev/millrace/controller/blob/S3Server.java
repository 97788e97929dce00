package dev.millrace.controller.blob;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** A store that speaks S3 and was written by others: S3Proxy over a directory, which checks signatures. */
final class S3Server implements AutoCloseable {
    static final S3Credentials KEYS = new S3Credentials("millrace", "a secret of tests", "");
    static final String BUCKET = "blobs";

    private final S3Proxy server;
    private final Path directory;

    private S3Server(S3Proxy server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    static S3Server start(Path directory) throws Exception {
        var properties = new Properties();
        properties.setProperty(
                "jclouds.filesystem.basedir", directory.toRealPath().toString());
        properties.setProperty("jclouds.identity", KEYS.access());
        properties.setProperty("jclouds.credential", KEYS.secret());
        var server = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", properties))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEYS.access(), KEYS.secret())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        Files.createDirectories(directory.resolve(BUCKET));
        return new S3Server(server, directory);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    }

    /** Below a prefix of the bucket, at the server itself or at what stands before it. */
    static BlobLocation.S3 location(String prefix, int port) {
        return new BlobLocation.S3(
                BUCKET, prefix, Optional.of(URI.create("http://127.0.0.1:" + port)), BlobLocation.S3.USUAL_REGION);
    }

    S3Backend backend(String prefix) {
        return new S3Backend(location(prefix, server.getPort()), "t", KEYS, S3Patience.USUAL);
    }

    /** The file in which it keeps what a backend of that prefix wrote. */
    Path file(String prefix, BlobKey key) {
        return directory.resolve(BUCKET).resolve(prefix).resolve("t").resolve(key.path());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
