package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.web.FakeController;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
    @TempDir
    private Path directory;

    private FakeController controller;
    private Session session;
    private Path project;

    @BeforeEach
    void start() throws IOException {
        controller = FakeController.start();
        session = new Session(controller.url(), directory);
        project = Files.createDirectories(directory.resolve("shop"));
        Files.writeString(project.resolve("Jenkinsfile"), "echo 'hi'\n");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private void ends(RunResult result) {
        controller.onAccepted(() -> {
            controller.log(controller.newest(), "[Pipeline] End of Pipeline\n");
            controller.finish(controller.newest(), result);
        });
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS,0", "FAILURE,1", "UNSTABLE,2", "ABORTED,3", "NOT_BUILT,4"})
    void the_result_is_the_exit_code(RunResult result, int code) throws IOException {
        ends(result);
        var run = session.millrace("run", project.toString());
        assertEquals(code, run.code(), run::toString);
        assertEquals("[Pipeline] End of Pipeline\n", run.out());
    }

    @Test
    void the_directory_is_sent_and_names_the_project() throws IOException {
        Files.writeString(project.resolve("main.c"), "int main;");
        Files.createSymbolicLink(project.resolve("link"), Path.of("main.c"));
        ends(RunResult.SUCCESS);
        var run = session.millrace("run", "--param", "A=1", "--env", "B=2=3", project.toString());
        assertEquals(0, run.code(), run::toString);
        var request = controller.accepted().getLast();
        assertEquals("shop", request.project().name());
        assertEquals("Jenkinsfile", request.file());
        assertEquals("echo 'hi'\n", request.definition());
        assertEquals("1", request.parameters().get("A"));
        assertEquals("2=3", request.environment().get("B"));
        var tree = Tree.parseFrom(controller.blob(request.source().tree().orElseThrow()));
        assertEquals(
                List.of("Jenkinsfile", "link", "main.c"),
                tree.getEntriesList().stream().map(TreeEntry::getPath).toList());
        var sent = controller.blobs();
        assertEquals(0, session.millrace("run", project.toString()).code());
        assertEquals(sent, controller.blobs(), "nothing is sent twice");
    }

    @Test
    void a_file_has_no_tree() throws IOException {
        ends(RunResult.SUCCESS);
        var run = session.millrace("run", project.resolve("Jenkinsfile").toString());
        assertEquals(0, run.code(), run::toString);
        assertTrue(controller.accepted().getLast().source().tree().isEmpty());
        assertEquals("shop", controller.accepted().getLast().project().name());
    }

    @Test
    void the_log_comes_byte_by_byte_also_what_is_not_text() throws IOException {
        var bytes = new byte[200_000];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i * 31) >> 3);
        }
        controller.onAccepted(() -> {
            controller.log(controller.newest(), bytes);
            controller.finish(controller.newest(), RunResult.SUCCESS);
        });
        assertArrayEquals(bytes, session.millrace("run", project.toString()).bytes());
    }

    @Test
    void a_server_that_restarts_is_waited_for_and_nothing_is_shown_twice() throws Exception {
        controller.onAccepted(() -> controller.log(controller.newest(), "before\n"));
        var run = CompletableFuture.supplyAsync(() -> {
            try {
                return session.millrace("run", project.toString());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Await.until(() -> controller.accepted().size() == 1 && controller.followers(controller.newest()) == 1);
        controller.stopListening();
        controller.log(controller.newest(), "meanwhile\n");
        controller.listenAgain();
        controller.log(controller.newest(), "after\n");
        controller.finish(controller.newest(), RunResult.SUCCESS);
        assertEquals("before\nmeanwhile\nafter\n", run.get().out());
        assertEquals(0, run.get().code());
    }

    @Test
    void a_refused_pipeline_is_65_and_its_mistakes_go_to_stderr() throws IOException {
        controller.onAccepted(() -> controller.refuse(
                controller.newest(),
                List.of(new Problem("Jenkinsfile", 6, 17, "There is no step 'ech'", "Did you mean 'echo'?"))));
        var run = session.millrace("run", project.toString());
        assertEquals(65, run.code(), run::toString);
        assertEquals("Jenkinsfile:6:17: error: There is no step 'ech' (Did you mean 'echo'?)\n", run.err());
    }

    @Test
    void paths_that_cannot_be_run_are_usage() throws IOException {
        var nowhere = session.millrace("run", directory.resolve("nowhere").toString());
        assertEquals(64, nowhere.code());
        assertTrue(nowhere.err().contains("nowhere"), nowhere::toString);
        var empty = session.millrace(
                "run", Files.createDirectory(directory.resolve("empty")).toString());
        assertEquals(64, empty.code());
        assertTrue(empty.err().contains("Jenkinsfile"), empty::toString);
    }

    @Test
    void what_is_not_utf_8_is_left_to_the_server_to_refuse() throws IOException {
        controller.onAccepted(() -> controller.refuse(
                controller.newest(), List.of(new Problem("latin", 1, 1, "This file is not UTF-8", ""))));
        var latin = Files.write(directory.resolve("latin"), "é".getBytes(StandardCharsets.ISO_8859_1));
        var run = session.millrace("run", latin.toString());
        assertEquals(65, run.code(), run::toString);
        assertTrue(controller.accepted().getLast().definition().contains("\uFFFD"), run::toString);
    }

    @Test
    void a_wrong_token_is_said() throws IOException {
        var token = Files.writeString(directory.resolve("wrong"), "nonsense");
        var run = session.bare(
                "run", "--server", controller.url().toString(), "--token-file", token.toString(), project.toString());
        assertEquals(77, run.code(), run::toString);
        assertTrue(run.err().contains("token"), run::toString);
    }

    @Test
    void a_full_disk_of_the_server_is_temporary() throws IOException {
        controller.diskFull(true);
        var run = session.millrace("run", project.toString());
        assertEquals(75, run.code(), run::toString);
        assertTrue(run.err().contains("disk"), run::toString);
    }

    @Test
    void a_server_that_is_not_there_is_unavailable() throws IOException {
        controller.stopListening();
        var run = session.millrace("run", project.toString());
        assertEquals(69, run.code(), run::toString);
        controller.listenAgain();
    }
}
