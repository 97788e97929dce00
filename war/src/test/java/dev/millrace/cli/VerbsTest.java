package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.source.RunTool;
import dev.millrace.controller.web.FakeController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        assertEquals(agents.out(), below("agents", "admin", "list").out());
        assertEquals(
                "builder",
                JSON.readTree(session.millrace("agents", "--json").out())
                        .at("/0/name")
                        .asText());
        assertEquals("[ ]", session.millrace("queue", "--json").out().strip());
    }

    @Test
    void an_agent_is_drained_resumed_and_removed() throws IOException {
        assertTrue(below("agents", "developer", "drain", "builder").err().contains("administrator"));
        var drained = below("agents", "admin", "drain", "builder");
        assertEquals("builder gets no new jobs; it still has 1.", drained.out().strip(), drained::toString);
        assertTrue(session.millrace("agents").out().contains("draining"));
        assertEquals(0, below("agents", "admin", "resume", "builder").code());
        assertTrue(session.millrace("agents").out().contains("enabled"));
        var unknown = below("agents", "admin", "drain", "bilder");
        assertTrue(unknown.err().contains("There is no agent 'bilder'; there are: builder"), unknown::toString);
        var busy = below("agents", "admin", "remove", "builder");
        assertEquals(ExitCode.USAGE, busy.code());
        assertTrue(busy.err().contains("builder has 1 jobs, which would be lost"), busy::toString);
        assertEquals(0, below("agents", "admin", "remove", "builder", "--force").code());
        var none = below("agents", "admin", "resume", "builder");
        assertTrue(none.err().contains("nor any other"), none::toString);
    }

    private Session.Outcome tool(String token, String verb, String... arguments) throws IOException {
        return below("tool", token, verb, arguments);
    }

    private Session.Outcome below(String noun, String token, String verb, String... arguments) throws IOException {
        var file = Files.writeString(directory.resolve(token), token + "\n");
        var all = new ArrayList<>(
                List.of(noun, verb, "--server", controller.url().toString(), "--token-file", file.toString()));
        all.addAll(List.of(arguments));
        return session.bare(all.toArray(String[]::new));
    }

    @Test
    void tools_are_set_listed_and_removed() throws IOException {
        assertEquals(0, tool("admin", "set", "jdk:jdk 17=/opt/jdk").code());
        assertEquals(
                0,
                tool("admin", "set", "jdk:jdk 17=/arm/jdk", "--label", "arm64", "--env", "A=b", "--path", "x")
                        .code());
        var list = tool("developer", "list");
        assertEquals("""
                TOOL        AGENTS  HOME      ALSO SETS
                jdk:jdk 17  all     /opt/jdk  A=b PATH+=x
                jdk:jdk 17  arm64   /arm/jdk  A=b PATH+=x
                """, list.out(), list::toString);
        assertEquals(
                "/arm/jdk",
                JSON.readTree(tool("developer", "list", "--json").out())
                        .at("/0/homes/1/home")
                        .asText());
        assertEquals(0, tool("admin", "remove", "jdk:jdk 17").code());
        assertTrue(tool("developer", "list").err().contains("millrace tool set"));
    }

    @Test
    void a_tool_that_cannot_be_is_refused_and_only_administrators_change_them() throws IOException {
        assertTrue(tool("developer", "set", "jdk:x=/opt/x").code() != 0);
        assertTrue(tool("developer", "remove", "jdk:x").code() != 0);
        var type = tool("admin", "set", "jdkk:x=/opt/x");
        assertTrue(type.err().contains("There is no type of tool 'jdkk'. Did you mean 'jdk'?"), type::toString);
        for (var wrong : List.of("jdk=/opt/x", "jdk:x", "jdk:x=", ":x=/y")) {
            assertEquals(64, tool("admin", "set", wrong).code(), wrong);
        }
        assertTrue(tool("admin", "remove", "jdk:none").err().contains("There is no jdk 'none'"));
        assertTrue(session.bare("tool").err().contains("list, set or remove"));
        for (var verb : List.of("list", "set", "remove")) {
            assertTrue(session.bare("tool", verb, "--help").out().contains("Example"), verb);
        }
    }

    @Test
    void a_run_is_given_tools() throws IOException {
        controller.onAccepted(() -> controller.finish(controller.newest(), RunResult.SUCCESS));
        var home = Files.createDirectories(directory.resolve("shop"));
        Files.writeString(home.resolve("Jenkinsfile"), "echo 'x'\n");
        assertEquals(
                0,
                session.millrace("run", "--tool", "maven:M 3=/opt/a=b", "--tool", "golang:g=/go", home.toString())
                        .code());
        assertEquals(
                List.of(new RunTool("maven", "M 3", "/opt/a=b"), new RunTool("go", "g", "/go")),
                controller.accepted().getLast().source().tools());
        var relative = session.millrace("run", "--tool", "jdk:x=opt", home.toString());
        assertTrue(relative.code() != 0 && relative.err().contains("absolute path"), relative::toString);
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
                "agents", "answer", "tool"
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
