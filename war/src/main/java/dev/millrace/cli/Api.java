package dev.millrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The HTTP API of one server. Safe for use by many threads. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI base;
    private final String token;
    private final HttpClient http;

    Api(URI server, String token) {
        var text = server.toString();
        this.base = URI.create((text.endsWith("/") ? text : text + "/") + "api/v1/");
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Whether it is ready to work; a server that does not answer is not. */
    boolean ready() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(base.resolve("health"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until it is ready; false where it is not in time. */
    boolean awaitReady(Duration within) throws InterruptedException {
        for (var end = System.nanoTime() + within.toNanos(); System.nanoTime() < end; ) {
            if (ready()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return false;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(request(path).GET());
    }

    JsonNode delete(String path) throws IOException, InterruptedException {
        return json(request(path).DELETE());
    }

    JsonNode post(String path, Object body, Map<String, String> headers) throws IOException, InterruptedException {
        var request = request(path).header("Content-Type", "application/json").POST(body(body));
        headers.forEach(request::header);
        return json(request);
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return post(path, body, Map.of());
    }

    /** For an answer that may take long. */
    JsonNode post(String path, Object body, Duration patience) throws IOException, InterruptedException {
        return json(request(path)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(body(body)));
    }

    void put(String path, Object body) throws IOException, InterruptedException {
        json(request(path).header("Content-Type", "application/json").PUT(body(body)));
    }

    /** Sends octets of a known length. */
    void put(String path, BodyPublisher octets) throws IOException, InterruptedException {
        json(request(path)
                .timeout(Duration.ofMinutes(30))
                .header("Content-Type", "application/octet-stream")
                .PUT(octets));
    }

    /** Opens a stream that may last; the caller closes it. */
    InputStream open(String path, Map<String, String> headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        var answer = http.send(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() >= 400) {
            try (var body = answer.body()) {
                throw refusal(answer, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private static BodyPublisher body(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + body.getClass(), e);
        }
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw refusal(answer, answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private static ApiRefusal refusal(HttpResponse<?> answer, String body) {
        try {
            return ApiRefusal.of(answer.statusCode(), JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return new ApiRefusal(
                    answer.statusCode(), "%s answered %d".formatted(answer.uri(), answer.statusCode()), "");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
