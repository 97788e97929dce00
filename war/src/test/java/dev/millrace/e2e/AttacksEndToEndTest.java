package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pipelines that would take everything, all at the same time: the controller answers, and other runs go on. What becomes of each is held by the limits' own tests. */
@Tag("deep")
class AttacksEndToEndTest {
    private static final Duration WATCHED = Duration.ofSeconds(8);
    /** What is promised is 100 ms on a machine that does nothing else; tests share theirs. */
    private static final Duration SLOWEST = Duration.ofSeconds(1);

    private static final Map<String, String> ATTACKS = Map.of(
            "loops", "while (true) { }",
            "catches", "while (true) { try { while (true) { } } catch (Throwable t) { } }",
            "allocates", "def all = []\nwhile (true) { all << new byte[1000000] }",
            "recurses", "def f(n) { try { f(n + 1) } catch (Throwable t) { f(n + 1) } }\nf(0)",
            "builds", "def s = new StringBuilder()\nwhile (true) { s << 'x' * 100000 }",
            "branches",
                    "def all = [:]\nfor (int i = 0; i < 100000; i++) { all[\"b$i\"] = { sleep 100 } }\nparallel all",
            "prints", "def s = 'x' * 1000\nwhile (true) { echo s }",
            "sleeps", "try { error 'x' } finally { sleep 600 }");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void the_controller_answers_and_another_run_goes_on() throws Exception {
        try (var installation = Installation.empty().up()) {
            var watched = new Watched(installation);
            watched.look();
            var runs = new LinkedHashMap<String, Long>();
            for (var attack : ATTACKS.entrySet()) {
                runs.put(attack.getKey(), start(installation, attack.getKey(), attack.getValue()));
            }
            var innocent = start(installation, "innocent", "for (int i = 0; i < 5; i++) { sleep 0; echo \"at $i\" }");
            var slowest = watched.slowest(WATCHED);
            System.out.printf(
                    "slowest answer of GET /api/v1/health among %d while %d attacks ran: %d ms%n",
                    watched.answers, ATTACKS.size(), slowest.toMillis());
            assertTrue(slowest.compareTo(SLOWEST) < 0, () -> "an answer took " + slowest);
            Installation.await(
                    "another run ends well",
                    () -> installation.get("/api/v1/runs/" + innocent).body().contains("\"SUCCESS\""));
            for (var attack : runs.entrySet()) {
                var body = installation.get("/api/v1/runs/" + attack.getValue()).body();
                assertTrue(!body.contains("\"SUCCESS\""), () -> attack.getKey() + ": " + body);
                installation.post("/api/v1/runs/" + attack.getValue() + "/abort", "{}");
            }
        }
    }

    private long start(Installation installation, String project, String pipeline)
            throws IOException, InterruptedException {
        var answer = installation.post(
                "/api/v1/runs",
                json.writeValueAsString(Map.of("project", project, "file", "Jenkinsfile", "definition", pipeline)));
        assertEquals(201, answer.statusCode(), answer::body);
        return json.readTree(answer.body()).get("id").asLong();
    }

    /** Asks whether the controller is well, one question after the other. */
    private static final class Watched {
        private final Installation installation;
        private int answers;

        Watched(Installation installation) {
            this.installation = installation;
        }

        Duration look() throws IOException, InterruptedException {
            var begin = System.nanoTime();
            var answer = installation.get("/api/v1/health");
            assertEquals(200, answer.statusCode(), answer::body);
            answers++;
            return Duration.ofNanos(System.nanoTime() - begin);
        }

        Duration slowest(Duration watched) throws IOException, InterruptedException {
            var slowest = Duration.ZERO;
            for (var end = System.nanoTime() + watched.toNanos(); System.nanoTime() < end; ) {
                var took = look();
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            return slowest;
        }
    }
}
