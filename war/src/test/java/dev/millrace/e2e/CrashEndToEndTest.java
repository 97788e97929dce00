package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes killed with -9 in the middle of a shell step: the run succeeds, each line is in the log once and in order, the process started once. */
class CrashEndToEndTest {
    private static final List<String> LINES =
            IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).toList();

    private Installation installation;
    private Path ledger;

    @BeforeEach
    void up() throws IOException, InterruptedException {
        installation = Installation.empty().up();
        ledger = installation.directory().resolve("ledger");
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    private Installation.Running begin() throws IOException, InterruptedException {
        var project = installation.pipeline("counting", """
                node {
                    sh 'echo started >> %s; for i in $(seq 30); do echo $i; sleep 0.2; done'
                    echo 'after the shell'
                }
                """.formatted(ledger));
        var run = installation.run(project);
        Installation.await("the shell counts", () -> numbers(run).size() >= 5);
        return run;
    }

    private static List<String> numbers(Installation.Running run) {
        return Installation.read(run.out())
                .lines()
                .filter(line -> line.matches("\\d+"))
                .toList();
    }

    private void ends(Installation.Running run) throws IOException, InterruptedException {
        var finished = Installation.finish(run);
        assertEquals(0, finished.code(), () -> finished.out() + finished.err() + installation.log("up"));
        assertEquals(LINES, numbers(run), finished::out);
        assertEquals("started\n", Files.readString(ledger));
        assertEquals(1, finished.out().lines().filter("after the shell"::equals).count(), finished::out);
        assertTrue(finished.out().stripTrailing().endsWith("Finished: SUCCESS"), finished::out);
    }

    @Test
    void the_controller_is_killed() throws Exception {
        var run = begin();
        installation.killController();
        installation.up();
        ends(run);
    }

    @Test
    void the_controller_and_its_database_are_killed() throws Exception {
        var run = begin();
        installation.killController();
        Installation.processes(installation.data().resolve("postgres").toString())
                .forEach(ProcessHandle::destroyForcibly);
        installation.up();
        ends(run);
    }

    @Test
    void the_evaluators_are_killed() throws Exception {
        var run = begin();
        var evaluators = installation
                .controller()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("EvaluatorMain"))
                .toList();
        assertTrue(!evaluators.isEmpty(), "there is no evaluator to kill");
        evaluators.forEach(ProcessHandle::destroyForcibly);
        ends(run);
    }

    @Test
    void the_agent_is_killed() throws Exception {
        var run = begin();
        var agents = Installation.processes(installation.data().toString()).stream()
                .filter(process -> process.info().commandLine().orElse("").contains("AgentMain"))
                .toList();
        assertEquals(1, agents.size(), agents::toString);
        agents.forEach(ProcessHandle::destroyForcibly);
        ends(run);
    }
}
