package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Follows a run to its end: its log goes to standard output, byte by byte as it is. When the server goes away it waits for it and goes on where
 * it was; nothing is shown twice.
 */
final class Following {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration QUIET = Duration.ofSeconds(50);

    private final Api api;
    private final Terminal terminal;
    private final Duration patience;
    private long position;
    private JsonNode run = JSON.nullNode();

    /** @param patience how long the server may be away at a time */
    Following(Api api, Terminal terminal, Duration patience) {
        this.api = api;
        this.terminal = terminal;
        this.patience = patience;
    }

    /** Returns the run as it ended. */
    JsonNode follow(long id) throws IOException, InterruptedException {
        var away = 0L;
        var pause = 50L;
        while (true) {
            var before = position;
            try {
                if (read(id)) {
                    return run.isNull() ? api.get("runs/" + id) : run;
                }
            } catch (ApiRefusal e) {
                if (!e.temporary()) {
                    throw e;
                }
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            if (away == 0 || position > before) {
                away = System.nanoTime();
                pause = 50;
            } else if (System.nanoTime() - away > patience.toNanos()) {
                throw new Failure(
                        ExitCode.UNAVAILABLE,
                        "The server has been away for %d s. Run %d goes on when it is back: 'millrace log --follow %d' shows it"
                                .formatted(patience.toSeconds(), id, id));
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(1000, pause * 2);
        }
    }

    /** True at the end of the run, false when the connection ended before it. */
    private boolean read(long id) throws IOException, InterruptedException {
        var headers = Map.of("Accept", "text/event-stream", "Last-Event-ID", Long.toString(position));
        try (var stream = api.open("runs/%d/events?encoding=base64".formatted(id), headers);
                var watch = new Watch(stream, QUIET)) {
            var events = new EventReader(stream);
            for (var event = events.next(); event.isPresent(); event = events.next()) {
                watch.alive();
                if (take(event.get())) {
                    return true;
                }
            }
            return false;
        }
    }

    private boolean take(EventReader.Event event) throws IOException {
        switch (event.name()) {
            case "log" -> {
                var data = JSON.readTree(event.data());
                var bytes = Base64.getDecoder().decode(data.path("base64").asText());
                terminal.write(bytes);
                position = data.path("position").asLong() + bytes.length;
            }
            case "run" -> run = JSON.readTree(event.data());
            case "end" -> {
                return true;
            }
            default -> {
                // stages, comments, and events of later versions
            }
        }
        return false;
    }
}
