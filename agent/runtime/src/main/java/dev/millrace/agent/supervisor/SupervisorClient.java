package dev.millrace.agent.supervisor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The agent's end of the conversation with its supervisor, which it starts where none is there. Safe for use by many threads. */
public final class SupervisorClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 20;
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final SupervisorHome home;
    private final Duration idle;
    private final OutputLimits limits;
    private final Listener listener;
    private @Nullable Connection connection;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** One supervisor that answers. */
    private record Connection(SocketChannel channel, Outbox<Order> orders, Thread writer) {}

    /** Called by one thread of the connection; must not wait for the supervisor. */
    public interface Listener {
        /** After the first report, in its order. */
        void reported(Report report);

        /** The supervisor is gone, and with it all that it kept. Call {@link #attach} for another one. */
        void lost();
    }

    private SupervisorClient(SupervisorHome home, Duration idle, OutputLimits limits, Listener listener) {
        this.home = home;
        this.idle = idle;
        this.limits = limits;
        this.listener = listener;
    }

    /**
     * For the supervisor of this directory.
     *
     * @param idle after so long without agent and work, a supervisor that is started here leaves
     * @param limits of a supervisor that is started here
     */
    public static SupervisorClient create(Path directory, Duration idle, OutputLimits limits, Listener listener)
            throws IOException {
        return new SupervisorClient(SupervisorHome.prepare(directory), idle, limits, listener);
    }

    /**
     * Connects, starting a supervisor where there is none (it first kills what the one before it left). Waits for up to 30 seconds. Who is interrupted or
     * closed while waiting takes the supervisor along that was started and has not answered: nobody else would end it.
     */
    public Report.Attached attach() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        @Nullable Process started = null;
        while (true) {
            try {
                return connect();
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new IOException(
                            "The agent's supervisor does not answer at %s; see %s".formatted(home.socket(), log()), e);
                }
                if (started == null || !started.isAlive()) {
                    started = start();
                }
            }
            try {
                boolean _ = closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                checkOpen();
            } catch (IOException | InterruptedException e) {
                started.destroy();
                throw e;
            }
        }
    }

    private void checkOpen() throws IOException {
        if (closed.getCount() == 0) {
            throw new IOException("The agent ends");
        }
    }

    private Report.Attached connect() throws IOException {
        var connected = SocketChannel.open(UnixDomainSocketAddress.of(home.socket()));
        try {
            var in = Channels.newInputStream(connected);
            if (MessageCodec.readReport(in).orElse(null) instanceof Report.Attached attached) {
                var orders = new Outbox<>(MessageCodec.ORDERS);
                synchronized (this) {
                    checkOpen();
                    var writer = Thread.ofPlatform()
                            .daemon()
                            .name("supervisor-orders")
                            .start(() -> write(orders, connected));
                    connection = new Connection(connected, orders, writer);
                }
                Thread.ofPlatform().daemon().name("supervisor-reports").start(() -> read(connected, in));
                return attached;
            }
            throw new IOException("The supervisor left at once");
        } catch (IOException e) {
            connected.close();
            throw e;
        }
    }

    private void read(SocketChannel from, InputStream in) {
        try (from) {
            for (var report = MessageCodec.readReport(in); report.isPresent(); report = MessageCodec.readReport(in)) {
                listener.reported(report.get());
            }
        } catch (IOException e) {
            // gone, as at the end of the stream
        }
        synchronized (this) {
            if (connection != null) {
                connection.orders().close();
            }
            connection = null;
            if (closed.getCount() == 0) {
                return;
            }
        }
        listener.lost();
    }

    private static void write(Outbox<Order> orders, SocketChannel to) {
        try {
            orders.writeTo(Channels.newOutputStream(to));
        } catch (IOException | InterruptedException e) {
            // the supervisor is gone, which the reader notices too
        }
    }

    private Process start() throws IOException {
        var log = log().toFile();
        var builder = new ProcessBuilder(command());
        builder.redirectInput(ProcessBuilder.Redirect.from(
                new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null")));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log));
        builder.directory(home.directory().toFile());
        return builder.start();
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                SupervisorMain.class.getName(),
                home.directory().toString(),
                home.socket().toString(),
                Long.toString(idle.toSeconds()),
                Long.toString(limits.operationBytes()),
                Long.toString(limits.totalBytes()));
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path log() {
        return home.directory().resolve("log");
    }

    /**
     * Gives an order, at once and also from an interrupted thread; one that cannot be given (the supervisor is gone) is dropped, and {@link Listener#lost}
     * follows.
     */
    public synchronized void give(Order order) {
        if (connection != null) {
            connection.orders().add(order);
        }
    }

    /** Leaves what runs to the supervisor, which leaves too where it keeps nothing. Ends an {@link #attach} under way. */
    @Override
    public void close() throws IOException {
        Connection last;
        synchronized (this) {
            closed.countDown();
            last = connection;
        }
        if (last == null) {
            return;
        }
        last.orders().add(new Order.Leave());
        last.orders().finish();
        boolean interrupted = Thread.interrupted();
        try {
            boolean _ = last.writer().join(FAREWELL);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            last.channel().close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
