package dev.millrace.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients get wrong is answered as a problem that says where and what to do. */
class ProblemTest {
    private static FakeController controller;
    private static Client developer;

    @BeforeAll
    static void start() {
        controller = FakeController.start();
        developer = Client.of(controller.url()).as("developer");
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"project": "p", "file": "f"                     | line 1, column  | -
                    {"project": "p", "fiel": "f", "definition": "x"} | Unknown name 'fiel' | Did you mean 'file'?
                    {"project": "p", "zzz": 1}                       | Unknown name 'zzz' | Known are
                    {"project": "p"}                                 | Missing: file, definition | -
                    {"project": {}, "file": "f", "definition": "x"}  | line 1, column 13 | -
                    {"project": "p", "project": "q"}                 | Duplicate | -
                    []                                               | line 1, column 1 | -
                    null                                             | null | -
                    nonsense                                         | nonsense | -
                    {} {}                                            | line 1, column 4 | -
                    """)
    void a_body_that_does_not_fit_is_explained(String body, String detail, String hint) throws Exception {
        var answer = developer.post("/api/v1/runs", body);
        assertEquals(400, answer.statusCode(), answer.body());
        var problem = Client.json(answer);
        assertEquals("about:blank", problem.get("type").asText());
        assertTrue(problem.get("detail").asText().contains(detail.strip()), answer.body());
        if (!"-".equals(hint)) {
            assertTrue(problem.get("hint").asText().contains(hint), answer.body());
        }
    }

    @Test
    void environment_and_facts_are_variables() throws Exception {
        var answer = developer.post(
                "/api/v1/runs",
                "{\"project\":\"p\",\"file\":\"f\",\"definition\":\"x\",\"environment\":{\"A B\":\"1\",\"C=\":\"2\"}}");
        assertEquals(400, answer.statusCode());
        assertEquals(2, Client.json(answer).get("problems").size());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/nowhere,404",
        "GET,/api/v1/runs/999999,404",
        "GET,/api/v1/runs/-1,404",
        "GET,/api/v1/runs/abc,404",
        "PUT,/api/v1/runs,405",
        "GET,/api/v1/runs?limit=x,400",
        "GET,/api/v1/runs?before=0,400",
        "GET,/api/v1/projects/77,404",
        "DELETE,/api/v1/tokens/77,404",
        "POST,/api/v1/runs,400"
    })
    void every_failure_is_a_problem(String method, String path, int status) throws Exception {
        var answer = developer.send(method, path, BodyPublishers.noBody());
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        var problem = Client.json(answer);
        assertEquals(status, problem.get("status").asInt());
        assertTrue(problem.has("title") && problem.has("detail"), answer.body());
    }

    @Test
    void a_body_of_another_media_type_is_refused() throws Exception {
        var form = developer.with("Content-Type", "application/x-www-form-urlencoded");
        assertEquals(
                415,
                form.send("POST", "/api/v1/runs", BodyPublishers.ofString("a=b"))
                        .statusCode());
    }

    @Test
    void a_body_that_is_too_large_is_refused_announced_or_not() throws Exception {
        var large = new byte[2 << 20];
        var json = developer.with("Content-Type", "application/json");
        assertEquals(
                413,
                json.send("POST", "/api/v1/runs", BodyPublishers.ofByteArray(large))
                        .statusCode());
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertEquals(413, json.send("POST", "/api/v1/runs", chunked).statusCode());
        var octets = developer.with("Content-Type", "application/octet-stream");
        var blob =
                octets.send("PUT", "/api/v1/blobs/" + "22".repeat(32), BodyPublishers.ofByteArray(new byte[5 << 20]));
        assertEquals(413, blob.statusCode(), blob.body());
        var unsized = octets.send(
                "PUT",
                "/api/v1/blobs/" + "22".repeat(32),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5])));
        assertEquals(411, unsized.statusCode(), unsized.body());
    }

    @Test
    void what_is_not_http_is_answered_without_words_of_the_server() throws Exception {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), controller.url().getPort())) {
            socket.getOutputStream().write("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
            assertTrue(!answer.contains("Jetty"), answer);
        }
    }

    @Test
    void a_port_that_is_taken_is_named_with_what_to_do() {
        var port = controller.url().getPort();
        var failure = org.junit.jupiter.api.Assertions.assertThrows(
                PortTaken.class, () -> WebModule.start(WebConfig.of("127.0.0.1", port, "test")));
        assertEquals(port, failure.port());
        assertTrue(String.valueOf(failure.getMessage()).contains("--port"), failure.toString());
    }

    @Test
    void before_the_controller_is_there_everything_is_503() throws Exception {
        try (var web = WebModule.start(WebConfig.of("127.0.0.1", 0, "test"))) {
            for (var path : new String[] {"/api/v1/health", "/api/v1/runs"}) {
                var answer = Client.of(web.url()).as("developer").get(path);
                assertEquals(503, answer.statusCode(), answer.body());
                assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            }
            web.open(controller.doors());
            assertEquals(200, Client.of(web.url()).get("/api/v1/health").statusCode());
        }
    }
}
