package dev.millrace.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.StageFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run, live. */
@Timeout(30)
class EventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FakeController controller;
    private Client developer;
    private RunId run;

    @BeforeEach
    void start() throws Exception {
        controller = FakeController.start();
        developer = Client.of(controller.url()).as("developer");
        developer.post("/api/v1/runs", "{\"project\":\"p\",\"file\":\"f\",\"definition\":\"x\"}");
        run = controller.newest();
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private Events events(String query) throws Exception {
        return events(developer, query);
    }

    private Events events(Client client, String query) throws Exception {
        var request = client.request("GET", "/api/v1/runs/" + run + "/events" + query, BodyPublishers.noBody());
        var answer = client.http().send(request, BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        assertEquals(
                "text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
        return new Events(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void the_log_comes_as_it_grows_and_the_stream_ends_with_the_run() throws Exception {
        try (var events = events("")) {
            assertEquals("accepted", events.next("run").data().get("state").asText());
            controller.begin(run);
            assertEquals("running", events.next("run").data().get("state").asText());
            controller.log(run, "one\n");
            var one = events.next("log");
            assertEquals("4", one.id());
            assertEquals("{\"position\":0,\"text\":\"one\\n\"}", one.data().toString());
            controller.log(run, "two\n");
            assertEquals(
                    "{\"position\":4,\"text\":\"two\\n\"}",
                    events.next("log").data().toString());
            controller.finish(run, RunResult.SUCCESS);
            assertEquals("SUCCESS", events.next("run").data().get("result").asText());
            events.next("end");
            assertTrue(events.ended());
        }
    }

    @Test
    void a_stream_resumes_where_it_was() throws Exception {
        controller.log(run, "one\ntwo\n");
        controller.finish(run, RunResult.SUCCESS);
        try (var resumed = events(developer.with("Last-Event-ID", "4"), "?position=0")) {
            assertEquals("two\n", resumed.next("log").data().get("text").asText());
            resumed.next("end");
        }
        try (var last = events("?position=-3")) {
            assertEquals(
                    "{\"position\":5,\"text\":\"wo\\n\"}",
                    last.next("log").data().toString());
        }
        try (var beyond = events("?position=1000")) {
            beyond.next("end");
        }
    }

    @Test
    void letters_are_not_cut_in_two() throws Exception {
        var euro = "€".getBytes(StandardCharsets.UTF_8);
        try (var events = events("")) {
            events.next("run");
            controller.log(run, new byte[] {'a', euro[0], euro[1]});
            assertEquals(
                    "{\"position\":0,\"text\":\"a\"}", events.next("log").data().toString());
            controller.log(run, new byte[] {euro[2], 'b'});
            assertEquals(
                    "{\"position\":1,\"text\":\"€b\"}",
                    events.next("log").data().toString());
            controller.log(run, new byte[] {euro[0]});
            controller.finish(run, RunResult.SUCCESS);
            assertEquals("\uFFFD", events.next("log").data().get("text").asText());
            events.next("end");
        }
    }

    @Test
    void bytes_that_are_not_text_come_in_base64() throws Exception {
        controller.log(run, new byte[] {(byte) 0xff, 0, 1});
        controller.finish(run, RunResult.SUCCESS);
        try (var events = events("?encoding=base64")) {
            assertEquals(
                    "{\"position\":0,\"base64\":\"/wAB\"}",
                    events.next("log").data().toString());
        }
        assertEquals(
                400,
                developer.get("/api/v1/runs/" + run + "/events?encoding=hex").statusCode());
    }

    @Test
    void a_long_log_comes_in_windows() throws Exception {
        controller.log(run, "x".repeat(300_000));
        controller.finish(run, RunResult.SUCCESS);
        try (var events = events("")) {
            var seen = 0;
            while (seen < 300_000) {
                var text = events.next("log").data().get("text").asText();
                assertTrue(text.length() <= 65_536);
                seen += text.length();
            }
            events.next("end");
        }
    }

    @Test
    void stages_come_when_they_change() throws Exception {
        try (var events = events("")) {
            events.next("run");
            controller.runs.stages(
                    run,
                    List.of(new StageFacts(
                            3, 0, "stage", "Build", Optional.empty(), FakeRuns.START, Optional.empty())));
            var stages = events.next("stages").data();
            assertEquals("Build", stages.get(0).get("name").asText());
            controller.runs.stages(
                    run,
                    List.of(new StageFacts(
                            3,
                            0,
                            "stage",
                            "Build",
                            Optional.of(RunResult.SUCCESS),
                            FakeRuns.START,
                            Optional.of(FakeRuns.START.plusSeconds(1)))));
            assertEquals(
                    "SUCCESS", events.next("stages").data().get(0).get("result").asText());
            assertEquals(
                    "SUCCESS",
                    Client.json(developer.get("/api/v1/runs/" + run + "/stages"))
                            .get(0)
                            .get("result")
                            .asText());
        }
    }

    @Test
    void a_quiet_stream_stays_alive_with_comments() throws Exception {
        try (var events = events("")) {
            events.next("run");
            assertEquals(": alive", events.line());
        }
    }

    @Test
    void a_server_that_stops_ends_its_streams_at_once() throws Exception {
        try (var events = events("")) {
            events.next("run");
            var begun = System.nanoTime();
            controller.stopListening();
            assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 1500, "it waited for a stream");
            assertTrue(events.ended());
        }
        controller.listenAgain();
    }

    private record Event(String name, String id, JsonNode data) {}

    private record Events(BufferedReader lines) implements AutoCloseable {
        /** The next event of a name; heartbeats and other events are passed over. */
        Event next(String wanted) throws IOException {
            var name = "";
            var id = "";
            var data = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && name.equals(wanted)) {
                    return new Event(name, id, JSON.readTree(data));
                }
            }
            throw new AssertionError("The stream ended before an event '" + wanted + "'");
        }

        /** The next line that is not empty. */
        String line() throws IOException {
            var line = lines.readLine();
            while (line != null && line.isEmpty()) {
                line = lines.readLine();
            }
            return line == null ? "" : line;
        }

        boolean ended() throws IOException {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && !line.startsWith(":")) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
