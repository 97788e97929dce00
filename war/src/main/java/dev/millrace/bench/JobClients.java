package dev.millrace.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that trigger runs at a pace, each over a connection of its own, in projects of which each has its turn. */
final class JobClients {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PROJECTS = 20;
    private static final long GLANCE_MILLIS = 100;

    private final int port;
    private final List<byte[]> requests;
    private final int clients;
    private final JobTimes times;
    private final Pace pace;

    /** @param requests of which each has its turn */
    JobClients(Stand stand, List<byte[]> requests, int clients, Pace pace, JobTimes times) {
        this.port = stand.port();
        this.requests = List.copyOf(requests);
        this.clients = clients;
        this.times = times;
        this.pace = pace;
    }

    /** What starts runs of a pipeline in the projects of these organizations, each organization after the other. */
    static List<byte[]> requests(Stand stand, String pipeline, List<String> organizations) throws IOException {
        var requests = new ArrayList<byte[]>();
        for (int project = 0; project < PROJECTS; project++) {
            for (var organization : organizations) {
                var body = Map.of(
                        "organization",
                        organization,
                        "project",
                        organization + "-" + project,
                        "file",
                        "Jenkinsfile",
                        "definition",
                        pipeline);
                requests.add(KeptConnection.post("/api/v1/runs", stand.token(), JSON.writeValueAsBytes(body)));
            }
        }
        return requests;
    }

    /** Triggers from a {@link System#nanoTime()} to another. */
    void trigger(long from, long to) throws IOException, InterruptedException {
        var next = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Boolean>>();
            for (int client = 0; client < clients; client++) {
                running.add(threads.submit(() -> client(next, from, to)));
            }
            for (var client : running) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("A trigger was not accepted: " + e.getCause(), e);
        }
    }

    private boolean client(AtomicLong next, long from, long to) throws IOException, InterruptedException {
        try (var connection = new KeptConnection(port)) {
            while (true) {
                long number = next.getAndIncrement();
                long due = from + pace.due(number);
                long wait = due - System.nanoTime();
                if (due - to >= 0) {
                    return true;
                }
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                while (!times.admit(GLANCE_MILLIS)) {
                    if (System.nanoTime() - to >= 0) {
                        return true;
                    }
                }
                if (System.nanoTime() - to >= 0) {
                    times.released("");
                    return true;
                }
                long sent = System.nanoTime();
                var run = JSON.readTree(connection.send(requests.get((int) (number % requests.size()))));
                times.triggered(
                        run.path("project").path("name").asText() + " #"
                                + run.path("number").asLong(),
                        sent,
                        System.nanoTime());
            }
        }
    }
}
