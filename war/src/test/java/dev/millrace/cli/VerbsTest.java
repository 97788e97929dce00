package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.web.FakeController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other verbs, and how the command line behaves as a whole. */
class VerbsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private FakeController controller;
    private Session session;

    @BeforeEach
    void start() {
        controller = FakeController.start();
        session = new Session(controller.url(), directory);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private long run(String project) throws IOException {
        controller.onAccepted(() -> {
            controller.log(controller.newest(), "log of " + project + "\n");
            controller.finish(controller.newest(), RunResult.UNSTABLE);
        });
        var home = Files.createDirectories(directory.resolve(project));
        Files.writeString(home.resolve("Jenkinsfile"), "echo 'x'\n");
        assertEquals(2, session.millrace("run", home.toString()).code());
        return controller.newest().value();
    }

    @Test
    void lint_prints_what_editors_understand() throws IOException {
        var file = Files.writeString(directory.resolve("Jenkinsfile"), "ech 'x'\n");
        assertEquals("", session.millrace("lint", file.toString()).out());
        controller.mistakes(
                List.of(new Problem("Jenkinsfile", 1, 1, "There is no step 'ech'", "Did you mean 'echo'?")));
        var lint = session.millrace("lint", file.toString());
        assertEquals(65, lint.code(), lint::toString);
        assertEquals(file + ":1:1: error: There is no step 'ech' (Did you mean 'echo'?)\n", lint.out());
        var json = session.millrace("lint", "--json", file.toString());
        assertEquals(65, json.code());
        assertEquals(
                file.toString(),
                JSON.readTree(json.out()).at("/problems/0/file").asText());
        assertEquals(
                64,
                session.millrace("lint", directory.resolve("none").toString()).code());
    }

    @Test
    void runs_are_listed() throws IOException {
        run("shop");
        run("bakery");
        var all = session.millrace("runs");
        assertEquals(0, all.code(), all::toString);
        assertEquals(3, all.out().lines().count(), all::toString);
        var one = session.millrace("runs", "--project", "shop");
        assertTrue(one.out().contains("UNSTABLE") && !one.out().contains("bakery"), one::toString);
        assertEquals(2, JSON.readTree(session.millrace("runs", "--json").out()).size());
        assertEquals(64, session.millrace("runs", "--project", "nothing").code());
    }

    @Test
    void the_log_of_a_run_is_printed_and_followed() throws IOException {
        var id = Long.toString(run("shop"));
        var now = session.millrace("log", id);
        assertEquals("log of shop\n", now.out());
        assertEquals(0, now.code());
        var followed = session.millrace("log", "--follow", id);
        assertEquals("log of shop\n", followed.out());
        assertEquals(2, followed.code());
        assertEquals(64, session.millrace("log", "99999").code());
    }

    @Test
    void a_run_is_aborted() throws IOException {
        var id = Long.toString(run("shop"));
        assertEquals(0, session.millrace("abort", id).code());
        assertTrue(controller.aborted().getFirst().startsWith(id), controller.aborted()::toString);
    }

    @Test
    void agents_and_queue_are_listed() throws IOException {
        var agents = session.millrace("agents");
        assertTrue(agents.out().contains("builder") && agents.out().contains("1/2"), agents::toString);
        assertEquals(
                "builder",
                JSON.readTree(session.millrace("agents", "--json").out())
                        .at("/0/name")
                        .asText());
        assertEquals("[ ]", session.millrace("queue", "--json").out().strip());
    }

    @Test
    void doctor_says_what_there_is() throws IOException {
        var doctor = session.bare("doctor", "--json");
        var names = JSON.readTree(doctor.out()).path("findings").findValuesAsText("name");
        assertTrue(names.containsAll(List.of("java", "git", "disk", "jobs-and-data")), names::toString);
        assertTrue(session.bare("doctor").out().contains("Java 25"), doctor::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up", "run", "lint", "plan", "migrate", "agent", "doctor", "bench", "runs", "log", "abort", "queue",
                "agents"
            })
    void every_verb_has_help_with_examples(String verb) {
        var help = session.bare(verb, "--help");
        assertEquals(0, help.code(), help::toString);
        assertTrue(help.out().contains("Example"), help::toString);
        assertTrue(help.out().contains("millrace " + verb), help::toString);
        assertFalse(help.out().contains("\u001b"), "colours are for terminals");
    }

    @Test
    void what_is_misspelt_is_usage_with_a_hint() {
        var verb = session.bare("rnu");
        assertEquals(64, verb.code());
        assertTrue(verb.err().contains("rnu"), verb::toString);
        var option = session.bare("run", "--parm", "A=1");
        assertEquals(64, option.code());
        assertTrue(option.err().contains("--param"), option::toString);
        assertEquals(64, session.bare().code());
        assertEquals(64, session.bare("bench").code());
        assertEquals(64, session.bare("run", "--param", "A").code());
        assertEquals(64, session.bare("up", "--port", "70000").code());
    }

    @Test
    void a_controller_that_does_not_start_says_why() {
        var up = session.bare("up", "--data", directory.resolve("data").toString());
        assertEquals(69, up.code(), up::toString);
        assertTrue(up.err().contains("in use") && !up.err().contains("Exception"), up::toString);
    }

    @Test
    void without_a_server_the_verbs_say_how_to_get_one() {
        var runs = session.bare("runs", "--data", directory.resolve("data").toString());
        assertEquals(69, runs.code(), runs::toString);
        assertTrue(runs.err().contains("millrace up") && runs.err().contains("--server"), runs::toString);
    }

    @Test
    void the_server_that_holds_the_data_directory_is_used() throws IOException {
        var data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("admin.token"), "admin\n");
        Files.writeString(
                data.resolve("controller.json"),
                "{\"url\": \"%s\", \"pid\": %d}"
                        .formatted(controller.url(), ProcessHandle.current().pid()));
        var agents = session.bare("agents", "--data", data.toString());
        assertEquals(0, agents.code(), agents::toString);
        assertTrue(agents.out().contains("builder"), agents::toString);
    }

    @Test
    void a_server_needs_a_token() {
        var run = session.bare("runs", "--server", controller.url().toString());
        assertEquals(64, run.code());
        assertTrue(run.err().contains("--token-file"), run::toString);
        assertEquals(
                64,
                session.bare("runs", "--server", "nonsense", "--token-file", "x")
                        .code());
        assertEquals(
                64,
                session.bare("runs", "--server", controller.url().toString(), "--token-file", "/nowhere/token")
                        .code());
    }
}
