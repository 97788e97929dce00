package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Disasters at random, one after the other, while runs go on: each run succeeds, its lines are in the log once and in order, its process started once.
 * {@code -Dmillrace.chaos.seconds} says how long, {@code -Dmillrace.chaos.seed} which sequence.
 */
@Tag("deep")
class ChaosEndToEndTest {
    private static final int LINES = 60;
    private static final int AT_A_TIME = 3;

    private final Random random = new Random(seed());
    private final StringBuilder history = new StringBuilder("seed " + seed() + "\n");
    private Installation installation;
    private int number;

    private static long seed() {
        return Long.getLong("millrace.chaos.seed", 20_261_126);
    }

    @BeforeEach
    void up() throws IOException, InterruptedException {
        installation = Installation.empty().up();
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    private enum Disaster {
        CONTROLLER,
        CONTROLLER_AND_DATABASE,
        EVALUATORS,
        AGENT,
        STOPPED_CONTROLLER,
        STOPPED_AGENT
    }

    private record Counting(Installation.Running run, Path ledger) {}

    @Test
    void runs_outlive_a_sequence_of_disasters() throws Exception {
        var end = Instant.now().plus(Duration.ofSeconds(Long.getLong("millrace.chaos.seconds", 240)));
        var open = new ArrayList<Counting>();
        int ended = 0;
        while (Instant.now().isBefore(end)) {
            while (open.size() < AT_A_TIME) {
                open.add(begin());
            }
            strike(Disaster.values()[random.nextInt(Disaster.values().length)]);
            pass(500 + random.nextInt(4000));
            for (var counting : List.copyOf(open)) {
                if (!counting.run().process().isAlive()) {
                    check(counting);
                    open.remove(counting);
                    ended++;
                }
            }
        }
        for (var counting : open) {
            check(counting);
            ended++;
        }
        assertTrue(ended > AT_A_TIME, history::toString);
        assertEquals("[]", installation.get("/api/v1/queue").body(), "nothing is left in the queue");
    }

    private Counting begin() throws IOException, InterruptedException {
        var ledger = installation.directory().resolve("ledger-" + ++number);
        var run = installation.run(installation.pipeline("counting-" + number, """
                node {
                    sh 'echo started >> %s; for i in $(seq %d); do echo $i; sleep 0.2; done'
                    echo 'after the shell'
                }
                """.formatted(ledger, LINES)));
        Installation.await("the shell of run " + number + " counts", () -> Files.exists(ledger));
        return new Counting(run, ledger);
    }

    private void check(Counting counting) throws IOException, InterruptedException {
        var finished = Installation.finish(counting.run());
        var told = history + finished.out() + finished.err() + installation.log("up");
        assertEquals(0, finished.code(), told);
        assertEquals(
                IntStream.rangeClosed(1, LINES).mapToObj(Integer::toString).toList(),
                finished.out().lines().filter(line -> line.matches("\\d+")).toList(),
                told);
        assertEquals("started\n", Files.readString(counting.ledger()), told);
        assertEquals(1, finished.out().lines().filter("after the shell"::equals).count(), told);
    }

    private void strike(Disaster disaster) throws IOException, InterruptedException {
        history.append(Instant.now()).append(' ').append(disaster).append('\n');
        switch (disaster) {
            case CONTROLLER -> {
                installation.killController();
                pass(random.nextInt(3000));
                installation.up();
            }
            case CONTROLLER_AND_DATABASE -> {
                installation.killController();
                Installation.processes(installation.data().resolve("postgres").toString())
                        .forEach(ProcessHandle::destroyForcibly);
                installation.up();
            }
            case EVALUATORS ->
                installation
                        .controller()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("EvaluatorMain"))
                        .forEach(ProcessHandle::destroyForcibly);
            case AGENT -> agents().forEach(ProcessHandle::destroyForcibly);
            case STOPPED_CONTROLLER -> pause(List.of(installation.controller().toHandle()));
            case STOPPED_AGENT -> pause(agents());
        }
    }

    private void pause(List<ProcessHandle> processes) throws IOException, InterruptedException {
        for (var process : processes) {
            Installation.signal("STOP", process.pid());
        }
        pass(1000 + random.nextInt(4000));
        for (var process : processes) {
            Installation.signal("CONT", process.pid());
        }
    }

    private List<ProcessHandle> agents() {
        return Installation.processes(installation.data().toString()).stream()
                .filter(process -> process.info().commandLine().orElse("").contains("AgentMain"))
                .toList();
    }

    private static void pass(long millis) throws InterruptedException {
        assertTrue(!new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS));
    }
}
