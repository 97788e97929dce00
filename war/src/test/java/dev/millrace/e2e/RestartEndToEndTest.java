package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that failed goes on where it failed: what it did before is not done again, and its workspace is as it was there. */
class RestartEndToEndTest {
    @Test
    void a_stage_is_done_again_on_the_workspace_that_the_stage_before_left() throws Exception {
        var installation = Installation.shared();
        var ledger = installation.directory().resolve("again.ledger");
        var gate = installation.directory().resolve("again.gate");
        var pipeline = installation.pipeline(
                "again", """
                node {
                    def made = ''
                    stage('Build') {
                        sh 'echo build >> LEDGER; echo made-in-build > out.txt'
                        made = readFile('out.txt').trim()
                        stash name: 'out', includes: 'out.txt'
                    }
                    stage('Deploy') {
                        sh 'echo deploy >> LEDGER; cat out.txt; echo spoiled > out.txt; test -f GATE'
                        sh 'cat out.txt'
                    }
                    stage('Tell') {
                        deleteDir()
                        unstash 'out'
                        echo "told ${made} ${readFile('out.txt').trim()} of #${env.BUILD_NUMBER}"
                    }
                }
                """.replace("LEDGER", ledger.toString()).replace("GATE", gate.toString()));
        var first = Installation.finish(installation.run(pipeline));
        assertEquals(1, first.code(), () -> first.out() + first.err());
        var run = newest(installation);
        var plan = restart(installation, run, "--from", "Deploy", "--plan");
        assertTrue(plan.out().startsWith("Restart from stage 'Deploy': "), () -> plan.out() + plan.err());
        Files.createFile(gate);
        var unknown = restart(installation, run, "--from", "Deplay");
        assertTrue(unknown.err().contains("no stage or branch 'Deplay'"), unknown::err);
        var again = restart(installation, run, "--from", "Deploy");
        assertEquals(0, again.code(), () -> again.out() + again.err());
        assertEquals(List.of("build", "deploy", "deploy"), Files.readAllLines(ledger));
        assertTrue(again.out().contains("Attempt 2 of #1: Restarted by admin from stage 'Deploy'."), again::out);
        assertTrue(
                again.out().contains("made-in-build\n"), "the workspace is that of the end of Build: " + again.out());
        assertTrue(again.out().contains("told made-in-build made-in-build of #1\n"), again::out);
        assertFalse(again.out().contains("[Pipeline] { (Build)"), again::out);
        var gap = restart(installation, run, "--failed", "--plan");
        assertTrue(gap.out().startsWith("Restart from what failed: stage 'Deploy'"), gap::out);
    }

    @Test
    void only_the_branch_that_failed_is_done_again() throws Exception {
        var installation = Installation.shared();
        var ledger = installation.directory().resolve("branches.ledger");
        var gate = installation.directory().resolve("branches.gate");
        var pipeline = installation.pipeline(
                "branches", """
                parallel one: {
                    node { sh 'echo one >> LEDGER; test -f GATE' }
                }, two: {
                    node { sh 'echo two >> LEDGER' }
                }
                node { sh 'echo after >> LEDGER' }
                """.replace("LEDGER", ledger.toString()).replace("GATE", gate.toString()));
        assertEquals(1, Installation.finish(installation.run(pipeline)).code());
        Files.createFile(gate);
        var again = restart(installation, newest(installation), "--failed");
        assertEquals(0, again.code(), () -> again.out() + again.err());
        var done = new ArrayList<>(Files.readAllLines(ledger));
        assertEquals("after", done.removeLast());
        assertEquals("one", done.removeLast());
        done.sort(null);
        assertEquals(List.of("one", "two"), done);
    }

    @Test
    void with_snapshots_before_steps_a_run_goes_on_at_the_step_that_failed() throws Exception {
        var installation = Installation.shared();
        var ledger = installation.directory().resolve("steps.ledger");
        var gate = installation.directory().resolve("steps.gate");
        var pipeline = installation.pipeline(
                "steps", """
                pipeline {
                    agent any
                    options { snapshots('step') }
                    stages {
                        stage('Build') {
                            steps {
                                sh 'echo one >> LEDGER; echo made > out.txt'
                                sh 'echo two >> LEDGER; cat out.txt; echo spoiled > out.txt; test -f GATE'
                            }
                        }
                    }
                }
                """.replace("LEDGER", ledger.toString()).replace("GATE", gate.toString()));
        assertEquals(1, Installation.finish(installation.run(pipeline)).code());
        Files.createFile(gate);
        var failed = new ObjectMapper()
                .readTree(installation
                        .get("/api/v1/runs/%s/journal".formatted(newest(installation)))
                        .body());
        var step = 0;
        for (var line : failed) {
            step = line.path("words").asText().startsWith("sh 'echo two")
                    ? line.path("step").asInt()
                    : step;
        }
        var again = restart(installation, newest(installation), "--from", Integer.toString(step));
        assertEquals(0, again.code(), () -> again.out() + again.err());
        assertTrue(again.out().contains("made\n"), again::out);
        assertEquals(List.of("one", "two", "two"), Files.readAllLines(ledger));
    }

    @Test
    void a_file_that_a_run_was_given_is_in_every_workspace_of_every_attempt() throws Exception {
        var installation = Installation.shared();
        var gate = installation.directory().resolve("given.gate");
        var given = Files.writeString(installation.directory().resolve("sales.csv"), "north;12\n");
        var pipeline = installation.pipeline("given", """
                pipeline {
                    agent none
                    parameters { file(name: 'data/input.csv', description: 'What was sold') }
                    stages {
                        stage('Count') {
                            agent any
                            steps {
                                sh 'cat data/input.csv; echo changed > data/input.csv'
                                echo "given ${params['data/input.csv']}"
                            }
                        }
                        stage('Publish') {
                            agent any
                            steps { sh 'sed s/^/published:/ data/input.csv; test -f GATE' }
                        }
                    }
                }
                """.replace("GATE", gate.toString()));
        var file = "data/input.csv=" + given;
        var first = Installation.finish(installation.run(pipeline, "--file", file));
        assertEquals(1, first.code(), () -> first.out() + first.err());
        assertTrue(first.out().contains("north;12\n"), first::out);
        assertTrue(first.out().contains("given sales.csv\n"), first::out);
        assertTrue(first.out().contains("published:north;12\n"), first::out);
        Files.delete(given);
        Files.createFile(gate);
        var again = restart(installation, newest(installation), "--failed");
        assertEquals(0, again.code(), () -> again.out() + again.err());
        assertTrue(again.out().contains("published:north;12\n"), again::out);
        var missing = Installation.finish(installation.run(pipeline, "--file", file));
        assertEquals(64, missing.code(), missing::out);
        assertTrue(missing.err().contains("there is no such file"), missing::err);
    }

    private static String newest(Installation installation) throws Exception {
        return new ObjectMapper()
                .readTree(installation.get("/api/v1/runs").body())
                .path(0)
                .path("id")
                .asText();
    }

    private static Installation.Finished restart(Installation installation, String run, String... more)
            throws Exception {
        var arguments = new ArrayList<>(List.of(
                "restart",
                run,
                "--server",
                installation.url("").toString(),
                "--token-file",
                installation.token().toString()));
        arguments.addAll(List.of(more));
        return installation.millrace(arguments.toArray(String[]::new));
    }
}
