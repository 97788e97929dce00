package dev.millrace.controller.web;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.glassfish.jersey.servlet.ServletContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side. It can start before the rest of the controller, beside it: until {@link #open} it answers 503. A virtual thread serves each
 * request. Safe for use by many threads.
 */
public final class WebModule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebModule.class);
    private static final int MOST_REQUESTS = 20_000;

    private final Server server;
    private final ServerConnector connector;
    private final Doors doors;
    private final Streams streams;
    private final String host;

    private WebModule(Server server, ServerConnector connector, Doors doors, Streams streams, String host) {
        this.server = server;
        this.connector = connector;
        this.doors = doors;
        this.streams = streams;
        this.host = host;
    }

    /** Starts, with everything behind it ready. */
    public static WebModule create(WebDoors doors, WebConfig config) {
        var module = start(config);
        module.open(doors);
        return module;
    }

    /**
     * Listens, and answers 503 until {@link #open}.
     *
     * @throws PortTaken where another program has the port
     */
    public static WebModule start(WebConfig config) {
        var doors = new Doors();
        var streams = new Streams();
        var server = new Server(threads());
        var connector = connector(server, config);
        server.addConnector(connector);
        server.setHandler(handler(doors, streams, config));
        server.setErrorHandler(new FrontErrors(Json.mapper()));
        server.setStopTimeout(Duration.ofSeconds(2).toMillis());
        try {
            connector.open();
            server.start();
        } catch (Exception e) {
            var failure = failure(e, config);
            stop(server, failure);
            throw failure;
        }
        return new WebModule(server, connector, doors, streams, config.host());
    }

    private static RuntimeException failure(Exception e, WebConfig config) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new PortTaken(config.host(), config.port(), e);
            }
        }
        return e instanceof IOException
                ? new IllegalStateException("Cannot listen at %s, port %d".formatted(config.host(), config.port()), e)
                : new IllegalStateException("The HTTP server does not start", e);
    }

    private static QueuedThreadPool threads() {
        var virtual = new VirtualThreadPool(MOST_REQUESTS);
        virtual.setName("http");
        var pool = new QueuedThreadPool(16, 2);
        pool.setName("http-io");
        pool.setVirtualThreadsExecutor(virtual);
        return pool;
    }

    private static ServerConnector connector(Server server, WebConfig config) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(32 << 10);
        http.addCustomizer(WebModule::customize);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setReuseAddress(true);
        connector.setIdleTimeout(Duration.ofSeconds(60).toMillis());
        return connector;
    }

    private static Request customize(Request request, HttpFields.Mutable headers) {
        SafeHeaders.put(headers);
        return request;
    }

    private static ServletContextHandler handler(Doors doors, Streams streams, WebConfig config) {
        var context = new ServletContextHandler("/", false, false);
        var rest = new ServletHolder("rest", new ServletContainer(Rest.application(doors, streams, config)));
        rest.setInitOrder(1);
        rest.setAsyncSupported(true);
        context.addServlet(rest, "/api/v1/*");
        var assets = new ConsoleAssets(WebModule.class.getClassLoader());
        context.addServlet(new ServletHolder("console", new ConsoleServlet(assets, Json.mapper())), "/*");
        return context;
    }

    /** The rest of the controller is there: requests are served from now on. */
    public void open(WebDoors opened) {
        doors.open(opened);
    }

    /** The port that it listens at. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Where browsers and clients on this machine find it. */
    public URI url() {
        var name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port());
    }

    /** Stops listening and ends what is being served; clients that follow a run come back by themselves. */
    @Override
    public void close() {
        streams.close();
        try {
            server.stop();
        } catch (TimeoutException e) {
            log.atWarn().log("requests-cut-off-by-stop");
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server does not stop", e);
        }
    }

    private static void stop(Server server, Throwable because) {
        try {
            server.stop();
        } catch (Exception e) {
            because.addSuppressed(e);
        }
    }
}
