package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ctrl-C and the signals of a service that is stopped. */
class SignalsEndToEndTest {
    private Installation installation;
    private Path processes;

    @BeforeEach
    void prepare() throws IOException {
        installation = Installation.prepared();
        processes = installation.directory().resolve("processes");
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    /** Starts, tells its processes, and goes on until there is a file {@code go}. */
    private Path waiting() throws IOException {
        return installation.pipeline("waiting", """
                node {
                    sh 'echo started >> %1$s/ledger; echo $$ > %1$s/processes; until [ -e %1$s/go ]; do sleep 0.2; done; echo went on'
                }
                """.formatted(installation.directory()));
    }

    private void aborted(Installation.Running run) throws IOException, InterruptedException {
        Installation.await("the shell runs", () -> {
            assertTrue(run.process().isAlive(), () -> Installation.read(run.out()) + Installation.read(run.err()));
            return Installation.living(processes).size() == 1;
        });
        Installation.signal("INT", -run.process().pid());
        var finished = Installation.finish(run);
        assertEquals(3, finished.code(), () -> finished.out() + finished.err());
        assertTrue(finished.out().stripTrailing().endsWith("Finished: ABORTED"), () -> finished.out() + finished.err());
        Installation.await(
                "the job's processes end", () -> Installation.living(processes).isEmpty());
    }

    @Test
    void control_c_aborts_the_run_on_a_server() throws Exception {
        installation.up();
        aborted(installation.foreground(
                "run",
                "--server",
                installation.url("").toString(),
                "--token-file",
                installation.token().toString(),
                waiting().toString()));
        assertTrue(installation.ready(), "the controller goes on");
    }

    @Test
    void control_c_aborts_the_run_without_a_server_and_leaves_nothing_behind() throws Exception {
        aborted(installation.foreground(
                "run", "--data", installation.data().toString(), waiting().toString()));
        Installation.await(
                "all its processes end",
                () -> Installation.processes(installation.directory().toString())
                        .isEmpty());
    }

    @Test
    void an_idle_controller_stops_within_ten_seconds_and_leaves_nothing_behind() throws Exception {
        // what is there when both were stopped before the agent had joined: a key and no welcome
        installation.close();
        installation = Installation.empty();
        Files.createDirectories(installation.data());
        Files.createFile(installation.data().resolve("lock"));
        TlsIdentity.loadOrCreate(installation.data().resolve("agent"), "local", Instant.now());
        installation.up();
        Installation.await(
                "its agent is connected",
                () -> installation.get("/api/v1/agents").body().contains("\"connected\":true"));
        stop();
        Installation.await(
                "all its processes end",
                () -> Installation.processes(installation.data().toString()).isEmpty());
    }

    private void stop() throws IOException, InterruptedException {
        var controller = installation.controller();
        var children = controller.descendants().toList();
        Installation.signal("TERM", controller.pid());
        assertTrue(controller.waitFor(10, TimeUnit.SECONDS), "the controller ends within ten seconds");
        var left = children.stream()
                .filter(process -> !process.info().commandLine().orElse("").contains("SupervisorMain"))
                .toList();
        Installation.await(
                "its database, evaluators and agent end",
                () -> left.stream()
                        .allMatch(process -> !process.isAlive()
                                || Installation.living(processes).contains(process)
                                || process.info().command().orElse("").endsWith("sleep")));
    }

    @Test
    void a_job_goes_on_while_its_controller_is_stopped_and_started() throws Exception {
        installation.up();
        var run = installation.run(waiting());
        Installation.await(
                "the shell runs", () -> Installation.living(processes).size() == 1);
        stop();
        assertEquals(1, Installation.living(processes).size(), "the job goes on");
        installation.up();
        Files.createFile(installation.directory().resolve("go"));
        var finished = Installation.finish(run);
        assertEquals(0, finished.code(), () -> finished.out() + finished.err() + installation.log("up"));
        assertEquals("started\n", Files.readString(installation.directory().resolve("ledger")));
        assertEquals(1, finished.out().lines().filter("went on"::equals).count(), finished::out);
    }
}
