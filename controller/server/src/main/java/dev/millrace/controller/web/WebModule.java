package dev.millrace.controller.web;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
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
    private final Doors doors = new Doors();
    private final Streams streams = new Streams();
    private final String host;
    private final CompletableFuture<Void> started;

    private WebModule(Server server, ServerConnector connector, WebConfig config) {
        this.server = server;
        this.connector = connector;
        this.host = config.host();
        this.started = CompletableFuture.runAsync(
                () -> begin(config),
                task -> Thread.ofPlatform().name("http-start").start(task));
    }

    /** Starts, with everything behind it ready. */
    public static WebModule create(WebDoors doors, WebConfig config) {
        var module = start(config);
        module.open(doors);
        return module;
    }

    /**
     * Listens at once, and answers 503 until {@link #open}; the rest of its own start goes on beside the caller.
     *
     * @throws PortTaken where another program has the port
     */
    public static WebModule start(WebConfig config) {
        var server = new Server(threads());
        var connector = connector(server, config);
        server.addConnector(connector);
        server.setStopTimeout(Duration.ofSeconds(2).toMillis());
        try {
            connector.open();
        } catch (IOException e) {
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw new PortTaken(config.host(), config.port(), e);
            }
            throw new IllegalStateException(
                    "Cannot listen at %s, port %d: %s".formatted(config.host(), config.port(), e), e);
        }
        return new WebModule(server, connector, config);
    }

    /** Takes some hundred milliseconds, in which the caller has other things to do; who connects meanwhile is served after it. */
    private void begin(WebConfig config) {
        try {
            server.setHandler(handler(doors, streams, config));
            server.setErrorHandler(new FrontErrors(Json.mapper()));
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server does not start", e);
        }
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

    private static Handler handler(Doors doors, Streams streams, WebConfig config) {
        var context = new ServletContextHandler("/", false, false);
        var rest = new ServletHolder("rest", new ServletContainer(Rest.application(doors, streams, config)));
        rest.setInitOrder(1);
        rest.setAsyncSupported(true);
        context.addServlet(rest, "/api/v1/*");
        var assets = new ConsoleAssets(WebModule.class.getClassLoader());
        context.addServlet(new ServletHolder("console", new ConsoleServlet(assets, Json.mapper())), "/*");
        return new StartHandler(
                new StartResource(doors, new Access(doors)),
                new Authentication(doors),
                new JsonBodies(Json.mapper()),
                config.jsonLimit(),
                context);
    }

    /** The rest of the controller is there: requests are served from now on. Returns when they are. */
    public void open(WebDoors opened) {
        started.join();
        doors.open(opened);
    }

    /** As {@link #open(WebDoors)}, of a controller that only looks at pipelines. */
    public void open(LanguageDoors opened) {
        started.join();
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
            // a server that did not start has nothing to stop but the port
            started.handle((_, _) -> null).join();
            server.stop();
            connector.close();
        } catch (TimeoutException e) {
            log.atWarn().log("requests-cut-off-by-stop");
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server does not stop", e);
        }
    }
}
