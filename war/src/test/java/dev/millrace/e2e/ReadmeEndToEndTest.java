package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the documents tell people to type and to open. */
class ReadmeEndToEndTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");

    private Installation installation;

    @BeforeEach
    void prepare() throws IOException {
        installation = Installation.empty();
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    private List<String> commands() throws IOException {
        return BLOCK.matcher(Files.readString(installation.root().resolve("README.md")))
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void every_command_of_the_readme_works_in_its_order() throws Exception {
        var commands = commands();
        assertTrue(commands.size() >= 7, commands::toString);
        var token = installation.directory().resolve("share/millrace/admin.token");
        var url = "";
        for (var command : commands) {
            var words = List.of(command.split(" ", -1));
            switch (words.get(0).replaceFirst("^\\./", "") + " " + words.get(1)) {
                case "mvnw -B" ->
                    assertTrue(Files.isExecutable(installation.root().resolve("mvnw")), command);
                case "millrace up" -> {
                    var up = shell(command + " --port " + Ports.free());
                    Installation.await(command, () -> {
                        assertTrue(up.process().isAlive(), () -> Installation.read(up.err()));
                        return Installation.read(up.out()).contains(token.toString());
                    });
                    url = word(Installation.read(up.out()), "http://");
                }
                case "millrace agent" -> {
                    var agent = shell(
                            command.replace("http://controller:8080", url).replace("admin.token", token.toString()));
                    Installation.await(command, () -> {
                        assertTrue(agent.process().isAlive(), () -> Installation.read(agent.err()));
                        return agents().contains("builder-1");
                    });
                }
                case "millrace run", "millrace lint", "millrace plan", "millrace migrate", "millrace doctor" -> {
                    var finished = Installation.finish(shell(command));
                    assertEquals(0, finished.code(), () -> command + "\n" + finished.out() + finished.err());
                }
                default -> fail("a command that this test does not know: " + command);
            }
        }
    }

    private Installation.Running shell(String command) throws IOException {
        return installation.launch(installation.program("sh", "-c", "exec " + command));
    }

    /** Names of connected agents. */
    private List<String> agents() throws IOException, InterruptedException {
        var listed = Installation.finish(shell("millrace agents"));
        return listed.out()
                .lines()
                .filter(line -> line.matches("\\S+ +\\S+ +yes .*"))
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
    }

    private static String word(String text, String start) {
        return text.substring(text.indexOf(start)).split("\\s", 2)[0];
    }

    @Test
    void links_in_documents_lead_to_files() throws Exception {
        var broken = new ArrayList<String>();
        for (var document : documents()) {
            for (var link : LINK.matcher(Files.readString(document)).results().toList()) {
                var target = link.group(1);
                if (!target.matches("[a-z]+:.*") && !Files.exists(document.resolveSibling(target))) {
                    broken.add(document + " -> " + target);
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private List<Path> documents() throws IOException {
        var documents = new ArrayList<Path>();
        documents.add(installation.root().resolve("README.md"));
        for (var folder : List.of("docs", "examples")) {
            try (var files = Files.walk(installation.root().resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")
                                && !file.toString().contains("node_modules"))
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    @Test
    void a_run_without_a_server_counts_on_and_leaves_no_process_behind() throws Exception {
        installation.close();
        installation = Installation.prepared();
        var project = installation.pipeline("alone", "node { sh 'echo this is number $BUILD_NUMBER' }\n");
        for (var number = 1; number <= 2; number++) {
            var run = installation.launch("run", "--data", installation.data().toString(), project.toString());
            var seen = new HashMap<Long, ProcessHandle>();
            Installation.await("the run ends", () -> {
                run.process().descendants().forEach(process -> seen.put(process.pid(), process));
                return !run.process().isAlive();
            });
            var finished = Installation.finish(run);
            assertEquals(0, finished.code(), () -> finished.out() + finished.err());
            assertTrue(finished.out().lines().anyMatch(("this is number " + number)::equals), finished::out);
            assertTrue(seen.size() >= 3, "database, evaluator and agent are processes of their own: " + seen);
            Installation.await(
                    "all its processes end",
                    () -> seen.values().stream().noneMatch(ProcessHandle::isAlive)
                            && Installation.processes(installation.directory().toString())
                                    .isEmpty());
        }
    }
}
