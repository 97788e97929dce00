package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The console in a real browser, against a real controller. */
@Tag("deep")
class ConsoleEndToEndTest {
    private Installation installation;

    @BeforeEach
    void up() throws IOException, InterruptedException {
        installation = Installation.empty().up();
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    @Test
    void a_person_walks_through_it() throws Exception {
        Installation.finish(installation.run(installation.pipeline("broken", """
                node {
                    stage('Look') { echo 'the beginning of the end' }
                    stage('Fall') { sh 'exit 3' }
                }
                """)));
        var running = installation.run(installation.pipeline("counting", """
                node {
                    stage('Count') { sh 'for i in $(seq 1000); do echo tick $i; sleep 0.2; done' }
                }
                """));
        Installation.await("it counts", () -> Installation.read(running.out()).contains("tick 3"));
        var browser = installation.program("npm", "run", "--silent", "walk");
        browser.directory(installation.root().resolve("ui").toFile());
        browser.environment().put("URL", installation.url("").toString());
        browser.environment()
                .put("TOKEN", Files.readString(installation.token()).strip());
        browser.environment().put("FAILED", run("broken"));
        browser.environment().put("RUNNING", run("counting"));
        browser.environment()
                .put(
                        "PICTURES",
                        Path.of(System.getProperty("java.io.tmpdir"), "console").toString());
        var walk = Installation.finish(installation.launch(browser));
        assertEquals(0, walk.code(), () -> walk.out() + walk.err());
    }

    private String run(String project) throws IOException, InterruptedException {
        for (var run :
                new ObjectMapper().readTree(installation.get("/api/v1/runs").body())) {
            if (run.path("project").toString().contains(project)) {
                return run.path("id").asText();
            }
        }
        throw new AssertionError(
                "no run of " + project + ": " + installation.get("/api/v1/runs").body());
    }
}
