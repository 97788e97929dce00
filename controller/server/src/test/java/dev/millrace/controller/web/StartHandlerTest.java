package dev.millrace.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short way of a trigger and the long one answer the same. */
class StartHandlerTest {
    private static final List<String> HEADERS = List.of(
            "Content-Type", "Cache-Control", "Content-Security-Policy", "X-Frame-Options", "WWW-Authenticate", "Allow");

    private static FakeController controller;
    private static Client anyone;

    @BeforeAll
    static void start() {
        controller = FakeController.start();
        anyone = Client.of(controller.url());
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            201 | developer | {"project": "p", "file": "Jenkinsfile", "definition": "x"}
            201 | developer | {"project": "p", "file": "Jenkinsfile", "definition": "x", "parameters": {"n": 1}, "environment": {"A": "b"}}
            400 | developer | {"project": "p", "file": "Jenkinsfile"}
            400 | developer | {"project": "p", "file": "Jenkinsfile", "definition": "x", "projekt": ""}
            400 | developer | {"project": "p", "file": "Jenkinsfile", "definition": "x", "environment": {"1": "b"}}
            400 | developer | {"project":
            400 | developer | null
            404 | developer | {"organization": "nobody", "project": "p", "file": "Jenkinsfile", "definition": "x"}
            403 | viewer    | {"project": "p", "file": "Jenkinsfile", "definition": "x"}
            401 | unknown   | {"project": "p", "file": "Jenkinsfile", "definition": "x"}
            """)
    void both_ways_answer_alike(int status, String who, String body) throws Exception {
        var shortWay = anyone.as(who).with("Idempotency-Key", body).post("/api/v1/runs", body);
        var longWay = anyone.as(who)
                .with("Idempotency-Key", body)
                .with("Content-Type", "application/json; charset=utf-8")
                .send("POST", "/api/v1/runs", BodyPublishers.ofString(body));
        assertEquals(status, shortWay.statusCode(), shortWay.body());
        assertEquals(status, longWay.statusCode(), longWay.body());
        assertEquals(longWay.body(), shortWay.body());
        assertEquals(location(longWay), location(shortWay));
        for (var header : HEADERS) {
            assertEquals(longWay.headers().allValues(header), shortWay.headers().allValues(header), header);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
