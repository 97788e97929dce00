package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code input} asks people: its parameters reach them, their answers reach the pipeline, also after the controller was away. */
class QuestionsEndToEndTest {
    private static final String PIPELINE = """
            pipeline {
                agent none
                stages {
                    stage('Release') {
                        input {
                            message 'Release it?'
                            ok 'Yes'
                            parameters {
                                string(name: 'WHERE', defaultValue: 'test', description: 'a place')
                                choice(name: 'HOW', choices: ['slowly', 'fast'])
                                booleanParam(name: 'SURE', defaultValue: false)
                            }
                        }
                        steps {
                            echo "to ${env.WHERE} ${env.HOW} ${SURE}"
                            script {
                                def said = input(message: 'And then?', submitterParameter: 'WHO', parameters: [text(name: 'NOTE', defaultValue: '')])
                                echo "${said.WHO} says ${said.NOTE}"
                            }
                        }
                    }
                }
            }
            """;

    @Test
    void a_run_asks_and_goes_on_with_the_answers() throws Exception {
        try (var installation = Installation.prepared().up()) {
            var running = installation.run(installation.pipeline("asks", PIPELINE));
            Installation.await(
                    "the run asks", () -> Installation.read(running.out()).contains("Yes or Abort"));
            var listed =
                    new ObjectMapper().readTree(installation.get("/api/v1/runs").body());
            var run = listed.path(0).path("id").asText();
            var question = answer(installation, run);
            assertTrue(question.out().contains("Release it?"), question::out);
            assertTrue(question.out().contains("--param WHERE=test"), question::out);
            var wrong = answer(installation, run, "--proceed", "--param", "HOW=maybe");
            assertNotEquals(0, wrong.code());
            assertTrue(wrong.err().contains("slowly") && wrong.err().contains("fast"), wrong::err);
            installation.killController();
            installation.up();
            Installation.await(
                    "the question is open again",
                    () -> answer(installation, run).out().contains("Release"));
            var first = answer(installation, run, "--proceed", "--param", "WHERE=live", "--param", "HOW=fast");
            assertEquals(0, first.code(), first::err);
            Installation.await(
                    "the run asks again", () -> Installation.read(running.out()).contains("And then?"));
            Installation.await(
                    "the next one is open",
                    () -> answer(installation, run).out().contains("And then?"));
            var second = answer(installation, run, "--proceed", "--param", "NOTE=done");
            assertEquals(0, second.code(), second::err);
            var ended = Installation.finish(running);
            assertEquals(0, ended.code(), () -> ended.out() + ended.err());
            assertTrue(ended.out().contains("\nto live fast false\n"), ended::out);
            assertTrue(ended.out().contains("\nadmin says done\n"), ended::out);
        }
    }

    private static Installation.Finished answer(Installation installation, String run, String... more)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(
                "answer",
                run,
                "--server",
                installation.url("").toString(),
                "--token-file",
                installation.token().toString()));
        arguments.addAll(List.of(more));
        return installation.millrace(arguments.toArray(String[]::new));
    }
}
