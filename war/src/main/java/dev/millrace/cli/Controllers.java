package dev.millrace.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Starts controllers in this process. The only way from the command line into the controller that is not HTTP. */
interface Controllers {
    /**
     * Starts one and returns when it is ready.
     *
     * @throws RuntimeException where it cannot start, with a message for people: a data directory in use, a port that is taken
     */
    Started start(Options options);

    /** Starts one that only looks at pipelines: fast, and without a data directory. It knows the steps that come with the release. */
    Started startForPipelines();

    /** What holds the processes that run pipelines, of a controller of this machine: tried out, without starting one. */
    Holding evaluators() throws InterruptedException;

    /**
     * What holds them.
     *
     * @param by in words
     * @param walled it keeps network and files from them
     * @param refused why something stronger does not
     */
    record Holding(String by, boolean walled, List<String> refused) {}

    /**
     * How to start one.
     *
     * @param data directory that it keeps everything in; made where it is not there
     * @param host to listen at
     * @param port 0 takes a free one
     * @param localAgent whether an agent on this machine is started with it
     * @param isolation of evaluators: {@code auto}, {@code required} or {@code off}
     * @param database a PostgreSQL that others look after; empty: one that is embedded
     * @param blobs where new blobs go
     */
    record Options(
            Path data,
            String host,
            int port,
            boolean localAgent,
            String isolation,
            Optional<Database> database,
            Blobs blobs) {}

    /**
     * Where new blobs go.
     *
     * @param location a directory or {@code s3://bucket/prefix?endpoint=URL&region=NAME}; empty: the data directory
     * @param credentialsFile holds the key for it; empty: the environment does
     */
    record Blobs(String location, Optional<Path> credentialsFile) {
        /** In the data directory. */
        static final Blobs USUAL = new Blobs("", Optional.empty());
    }

    /**
     * A PostgreSQL that others look after.
     *
     * @param url of JDBC, may hold user and password
     * @param passwordFile holds the password; empty: the URL or the environment does
     */
    record Database(String url, Optional<Path> passwordFile) {}

    /** One that runs. Closing stops it, cleanly, and waits for that. */
    interface Started extends AutoCloseable {
        /** Of the HTTP side. */
        URI url();

        /** File with the first administrator's token. */
        Path tokenFile();

        /** Waits until something stops it. */
        void awaitTermination() throws InterruptedException;

        @Override
        void close();
    }
}
