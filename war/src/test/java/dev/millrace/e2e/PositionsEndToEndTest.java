package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Real processes killed with -9 when the log of a run has so many lines, for each number of them: the run ends with the lines, the result and the effects that it has
 * undisturbed.
 */
@Tag("deep")
class PositionsEndToEndTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIPELINE = """
            def effect(what) { sh "echo ${what} >> LEDGER; echo did ${what}" }
            node {
                stage('Build') {
                    withEnv(['V=1']) { effect("build-${env.V}") }
                    def tries = 0
                    retry(3) {
                        effect('try')
                        if (tries++ < 1) { error 'again' }
                    }
                }
            }
            parallel a: {
                node { effect('a1'); sh 'sleep 0.3'; effect('a2') }
            }, b: {
                catchError(message: 'caught') { node { effect('b1'); sh 'exit 3' } }
                echo 'b is over'
            }
            input 'go on?'
            try {
                timeout(time: 1, unit: 'SECONDS') { node { sh 'echo waits >> LEDGER; exec sleep 100' } }
            } catch (e) {
                echo 'timed out'
            }
            ['x', 'y'].each { n -> node { effect(n) } }
            """;

    /** What became of a run; branches may come in any order. */
    private record End(int code, List<String> lines, List<String> effects) {}

    private enum Victim {
        CONTROLLER,
        EVALUATORS,
        AGENT;

        void kill(Installation installation) throws IOException, InterruptedException {
            switch (this) {
                case CONTROLLER -> {
                    installation.killController();
                    installation.up();
                }
                case EVALUATORS -> end(installation, "EvaluatorMain");
                case AGENT -> end(installation, "AgentMain");
            }
        }

        private static void end(Installation installation, String program) {
            Installation.processes(installation.data().toString()).stream()
                    .filter(process -> process.info().commandLine().orElse("").contains(program))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** {@code -Dmillrace.positions=AGENT} takes one of them alone. */
    private static List<Victim> victims() {
        var wanted = System.getProperty("millrace.positions", "");
        return Stream.of(Victim.values())
                .filter(victim -> wanted.isEmpty() || victim.name().equals(wanted))
                .toList();
    }

    @Test
    void a_run_ends_the_same_wherever_a_process_dies() throws Exception {
        try (var installation = Installation.empty().up()) {
            var ledger = installation.directory().resolve("ledger");
            var project = installation.pipeline("positions", PIPELINE.replace("LEDGER", ledger.toString()));
            var undisturbed = end(installation, project, ledger, Integer.MAX_VALUE, Victim.AGENT);
            var tried = 0;
            for (var victim : victims()) {
                for (var line = 1; line < undisturbed.lines().size(); line += 2) {
                    var disturbed = end(installation, project, ledger, line, victim);
                    var where = "%s killed at line %d: %s".formatted(victim, line, disturbed.lines());
                    assertEquals(undisturbed.effects(), disturbed.effects(), where);
                    assertEquals("", difference(undisturbed.lines(), disturbed.lines()), where);
                    assertEquals(undisturbed.code(), disturbed.code(), where);
                    tried++;
                }
            }
            System.out.println("Killed at " + tried + " positions of a run with "
                    + undisturbed.lines().size() + " lines: controller, evaluators and agent in turn");
        }
    }

    private static End end(Installation installation, Path project, Path ledger, int line, Victim victim)
            throws IOException, InterruptedException {
        Files.writeString(ledger, "");
        var running = installation.run(project);
        var killed = new boolean[1];
        try {
            Installation.await("the run ends", () -> {
                if (!killed[0] && lines(running).size() >= line) {
                    killed[0] = true;
                    victim.kill(installation);
                }
                answer(installation);
                return !running.process().isAlive();
            });
        } catch (AssertionError e) {
            throw new AssertionError(
                    "%s killed at line %d: %s%n%s%n%s"
                            .formatted(
                                    victim,
                                    line,
                                    e.getMessage(),
                                    String.join("\n", lines(running)),
                                    installation.log("up")),
                    e);
        }
        var finished = Installation.finish(running);
        var told = lines(running);
        // how far a block came before its time was over depends on how long a process was away; that it was over does
        // not
        told.subList(told.indexOf("[Pipeline] timeout"), told.indexOf("timed out"))
                .clear();
        var effects = Files.readAllLines(ledger);
        assertTrue(Collections.frequency(effects, "waits") <= 1, effects::toString);
        effects.removeIf("waits"::equals);
        return new End(
                finished.code(),
                told.stream()
                        // a node waits for an agent that is away, and says so
                        .filter(text -> !text.startsWith("Still waiting to schedule task"))
                        // which of several workspaces is free depends on what else is under way
                        .map(text -> text.startsWith("Running on ") ? "Running" : text)
                        .sorted()
                        .toList(),
                effects.stream().sorted().toList());
    }

    private static String difference(List<String> expected, List<String> actual) {
        var missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        var more = new ArrayList<>(actual);
        expected.forEach(more::remove);
        return missing.isEmpty() && more.isEmpty() ? "" : "missing " + missing + ", too many " + more;
    }

    private static List<String> lines(Installation.Running running) {
        return Installation.read(running.out()).lines().collect(Collectors.toCollection(ArrayList::new));
    }

    private static void answer(Installation installation) throws IOException, InterruptedException {
        if (!installation.ready()) {
            return;
        }
        for (var run : JSON.readTree(installation.get("/api/v1/runs?limit=1").body())) {
            var questions = "/api/v1/runs/%s/questions".formatted(run.path("id").asText());
            for (var question : JSON.readTree(installation.get(questions).body())) {
                installation.post(questions + "/" + question.path("step").asInt(), "{\"proceed\": true}");
            }
        }
    }
}
