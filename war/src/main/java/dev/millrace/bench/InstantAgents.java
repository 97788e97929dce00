package dev.millrace.bench;

import dev.millrace.agent.link.ControllerLink;
import dev.millrace.agent.link.LinkSettings;
import dev.millrace.agent.link.Peer;
import dev.millrace.agent.link.Refusal;
import dev.millrace.agent.supervisor.BootClock;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Some {@link InstantAgent}s, each with a key, a connection and a one-time token of its own; they share the threads that the network needs. */
final class InstantAgents implements AutoCloseable {
    /** How their names begin. */
    static final String NAME = "instant-";

    private static final int AT_ONCE = 8;
    /** Started and not yet let in: joining is not what is measured, and a flood of it would only make everyone wait. */
    private static final int JOINING = 64;

    private final Making making;
    private final Path place;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Queue<ControllerLink> links = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    private final Semaphore joining = new Semaphore(JOINING);

    private InstantAgents(Making making, Path place) {
        this.making = making;
        this.place = place;
    }

    /** Makes an agent that speaks over a link. */
    @FunctionalInterface
    interface Making {
        Peer make(String name, int executors, InstantAgent.JobEvents events, ControllerLink link);
    }

    /** Makes them join and waits until all are let in. */
    static InstantAgents join(Stand stand, int count, int executors, InstantAgent.JobEvents events, Duration patience)
            throws IOException, InterruptedException {
        return join(stand, count, executors, events, patience, InstantAgent::new);
    }

    /** The same with agents of another kind. */
    static InstantAgents join(
            Stand stand, int count, int executors, InstantAgent.JobEvents events, Duration patience, Making making)
            throws IOException, InterruptedException {
        var agents = new InstantAgents(making, Files.createTempDirectory("millrace-bench-agents-"));
        var joined = new CountDownLatch(count);
        agents.startAll(stand, count, executors, counted(events, joined, agents.joining), patience);
        if (!joined.await(patience.toSeconds(), TimeUnit.SECONDS)) {
            agents.close();
            throw new IOException("%d of %d agents were not let in within %d s"
                    .formatted(joined.getCount(), count, patience.toSeconds()));
        }
        return agents;
    }

    private void startAll(
            Stand stand, int count, int executors, Supplier<InstantAgent.JobEvents> events, Duration patience)
            throws IOException, InterruptedException {
        try (var starters = Executors.newFixedThreadPool(AT_ONCE)) {
            var starts = new ArrayList<Future<Thread>>();
            for (int number = 0; number < count; number++) {
                var name = NAME + number;
                if (!joining.tryAcquire(patience.toSeconds(), TimeUnit.SECONDS)) {
                    break; // too few are let in, as will be found
                }
                starts.add(starters.submit(() -> start(stand, name, executors, events.get())));
            }
            for (var start : starts) {
                threads.add(start.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("An agent could not be started: " + e.getCause(), e);
        }
    }

    /** For an agent each: counts it when it is let in for the first time. */
    private static Supplier<InstantAgent.JobEvents> counted(
            InstantAgent.JobEvents events, CountDownLatch joined, Semaphore joining) {
        return () -> new InstantAgent.JobEvents() {
            private final AtomicBoolean first = new AtomicBoolean(true);

            @Override
            public void started(String title) {
                events.started(title);
            }

            @Override
            public void released(String title) {
                events.released(title);
            }

            @Override
            public void joined() {
                events.joined();
                if (first.getAndSet(false)) {
                    joining.release();
                    joined.countDown();
                }
            }
        };
    }

    /** How many. */
    int count() {
        return links.size();
    }

    private Thread start(Stand stand, String name, int executors, InstantAgent.JobEvents events)
            throws IOException, InterruptedException {
        var entrance = stand.post("agents/join-tokens", Map.of("name", name));
        var directory = Files.createDirectory(place.resolve(name));
        var token = Files.writeString(
                directory.resolve("join.token"), entrance.path("token").asText());
        var link = ControllerLink.create(
                new LinkSettings(
                        "127.0.0.1",
                        entrance.path("port").asInt(),
                        entrance.path("fingerprint").asText(),
                        token,
                        name,
                        directory),
                BootClock.system(),
                loops);
        var agent = making.make(name, executors, events, link);
        links.add(link);
        return Thread.ofVirtual().name(name).start(() -> {
            try {
                link.run(agent);
            } catch (Refusal e) {
                throw new IllegalStateException("The controller refuses an agent: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() throws IOException {
        links.forEach(ControllerLink::close);
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        Stand.delete(place);
    }
}
