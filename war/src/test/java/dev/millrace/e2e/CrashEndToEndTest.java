package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Processes killed with -9 in the middle of a shell step: the run goes on counting, and ends as if nothing had been. */
class CrashEndToEndTest {
    private static Installation installation;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        installation = Installation.prepared().up();
    }

    @AfterAll
    static void down() throws IOException {
        installation.close();
    }

    @Test
    void the_controller_is_killed() throws Exception {
        var run = Counting.begin(installation, "controller");
        installation.killController();
        installation.up();
        run.told(3);
        run.ends();
    }

    @Test
    void the_controller_and_its_database_are_killed() throws Exception {
        var run = Counting.begin(installation, "database");
        installation.killController();
        Installation.processes(installation.data().resolve("postgres").toString())
                .forEach(ProcessHandle::destroyForcibly);
        installation.up();
        run.told(3);
        run.ends();
    }

    @Test
    void the_evaluators_are_killed() throws Exception {
        var run = Counting.begin(installation, "evaluators");
        var evaluators = installation
                .controller()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("EvaluatorMain"))
                .toList();
        assertTrue(!evaluators.isEmpty(), "there is no evaluator to kill");
        evaluators.forEach(ProcessHandle::destroyForcibly);
        run.told(3);
        run.ends();
    }

    @Test
    void the_agent_is_killed() throws Exception {
        var run = Counting.begin(installation, "agent");
        var agents = Installation.processes(installation.data().toString()).stream()
                .filter(process -> process.info().commandLine().orElse("").contains("AgentMain"))
                .toList();
        assertEquals(1, agents.size(), agents::toString);
        agents.forEach(ProcessHandle::destroyForcibly);
        run.told(3);
        run.ends();
    }
}
