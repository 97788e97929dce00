package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Locks of real runs; who holds one is counted outside of the system, by a directory that only one can make. */
class LocksEndToEndTest {
    private static Installation installation;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        installation = Installation.prepared().up();
    }

    @AfterAll
    static void down() throws IOException {
        installation.close();
    }

    private static String locks(String... verb) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of(
                "--server",
                installation.url("").toString(),
                "--token-file",
                installation.token().toString()));
        var said = installation.millrace(arguments.toArray(String[]::new));
        assertEquals(0, said.code(), said::err);
        return said.out();
    }

    @Test
    void a_killed_controller_neither_loses_a_lock_nor_gives_it_twice() throws Exception {
        var held = installation.directory().resolve("held");
        var gate = installation.directory().resolve("gate");
        var runs = new ArrayList<Installation.Running>();
        for (var name : List.of("one", "two", "three")) {
            runs.add(installation.run(installation.pipeline(name, """
                    lock('db') {
                        node {
                            sh 'mkdir %1$s; code=$?; while [ ! -e %2$s ]; do sleep 0.1; done; rmdir %1$s; exit $code'
                        }
                    }
                    """.formatted(held, gate))));
            var begun = runs.getLast();
            var sign = runs.size() == 1 ? "+ mkdir" : "waiting for execution...";
            Installation.await(name, () -> Installation.read(begun.out()).contains(sign));
        }
        installation.killController();
        installation.up();
        var standing = locks("lock", "list");
        assertTrue(
                standing.contains("one #1"),
                () -> standing + Installation.read(runs.getFirst().out()) + installation.log("up"));
        Files.createFile(gate);
        for (var run : runs) {
            var ended = Installation.finish(run);
            assertEquals(0, ended.code(), () -> ended.out() + ended.err() + installation.log("up"));
            assertTrue(ended.out().contains("Lock released on resource [Resource: db]"), ended::out);
        }
        assertTrue(!locks("lock", "list").contains("db"));
    }

    @Test
    void the_examples_of_the_page_have_no_mistakes() throws Exception {
        var page = Files.readString(installation.root().resolve("docs/scheduling.md"));
        var pipelines = Pattern.compile("(?ms)^```groovy\n(.*?)^```")
                .matcher(page)
                .results()
                .toList();
        assertTrue(!pipelines.isEmpty());
        for (var pipeline : pipelines) {
            var file = installation.pipeline("page", pipeline.group(1)).resolve("Jenkinsfile");
            var linted = installation.millrace("lint", file.toString());
            assertEquals(0, linted.code(), linted::out);
        }
    }
}
