package dev.millrace.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {
    @Test
    void answers_that_follow_each_other_are_told_apart_by_their_length() throws IOException {
        var in = stream(
                "HTTP/1.1 201 Created\r\ncontent-length: 3\r\nX: y\r\n\r\noneHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        assertEquals("one", new String(KeptConnection.answer(in), UTF_8));
        assertEquals("", new String(KeptConnection.answer(in), UTF_8));
    }

    @Test
    void a_refusal_is_a_failure_with_its_words() {
        var in = stream("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy");

        var failure = assertThrows(IOException.class, () -> KeptConnection.answer(in));

        assertEquals("HTTP/1.1 503 Service Unavailable: busy", failure.getMessage());
    }

    @Test
    void an_answer_that_breaks_off_is_a_failure() {
        assertThrows(IOException.class, () -> KeptConnection.answer(stream("HTTP/1.1 200 OK\r\nContent-Le")));
    }

    @Test
    void a_request_says_how_long_it_is() {
        var request = new String(KeptConnection.post("/api/v1/runs", "secret", "{\"ä\":1}".getBytes(UTF_8)), UTF_8);

        assertTrue(request.startsWith("POST /api/v1/runs HTTP/1.1\r\n"), request);
        assertTrue(request.contains("\r\nContent-Length: 8\r\n"), request);
        assertTrue(request.endsWith("\r\n\r\n{\"ä\":1}"), request);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
