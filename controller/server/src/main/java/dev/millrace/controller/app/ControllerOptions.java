package dev.millrace.controller.app;

import dev.millrace.controller.blob.BlobLocation;
import dev.millrace.controller.blob.S3Credentials;
import dev.millrace.controller.evaluator.Isolation;
import dev.millrace.controller.store.DatabaseLocation;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a controller is started.
 *
 * @param data its data directory; made if it is not there
 * @param home the distribution: {@code lib} and {@code plugins}
 * @param host address to listen at, for people and agents: {@code 127.0.0.1} for this machine only
 * @param port of the HTTP side; 0 takes a free one
 * @param localAgent start an agent on this machine
 * @param isolation how much evaluators are walled in
 * @param database a server that others look after; empty: the embedded one
 * @param blobs where new blobs go
 */
public record ControllerOptions(
        Path data,
        Path home,
        String host,
        int port,
        boolean localAgent,
        Isolation isolation,
        Optional<DatabaseLocation.Given> database,
        Blobs blobs) {
    public ControllerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port (0 to 65535): " + port);
        }
    }

    /**
     * Where new blobs go.
     *
     * @param location a directory or a store that others look after
     * @param credentials for stores that speak S3
     */
    public record Blobs(BlobLocation location, Optional<S3Credentials> credentials) {
        /** In the data directory. */
        public static final Blobs USUAL = new Blobs(new BlobLocation.Usual(), Optional.empty());
    }

    /** On this machine only, with the embedded database and a local agent. */
    public static ControllerOptions local(Path data, Path home, int port) {
        return new ControllerOptions(
                data, home, "127.0.0.1", port, true, Isolation.AUTO, Optional.empty(), Blobs.USUAL);
    }
}
