package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The projects in examples/, run as the README says. */
class ExamplesEndToEndTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "examples");
    private final Installation installation = Installation.shared();

    @Test
    void the_maven_library_is_built_and_its_tests_are_reported() throws Exception {
        var run = Installation.finish(installation.run(EXAMPLES.resolve("maven-library")));
        assertEquals(0, run.code(), () -> run.out() + run.err());
        assertTrue(run.out().contains("[Pipeline] Start of Pipeline"), run.out());
        assertTrue(run.out().contains("BUILD SUCCESS"), run.out());
        assertTrue(run.out().stripTrailing().endsWith("Finished: SUCCESS"), run.out());
        var tests =
                installation.get("/api/v1/runs?organization=default&limit=50").body();
        assertTrue(tests.contains("maven-library"), tests);
    }

    @Test
    void the_node_package_is_tested() throws Exception {
        var run = Installation.finish(installation.run(EXAMPLES.resolve("node-package")));
        assertEquals(0, run.code(), () -> run.out() + run.err());
    }

    @Test
    void the_c_program_is_made() throws Exception {
        var run = Installation.finish(installation.run(EXAMPLES.resolve("c-make")));
        assertEquals(0, run.code(), () -> run.out() + run.err());
    }

    @Test
    void parallel_stages_all_run_and_post_conditions_follow() throws Exception {
        var run = Installation.finish(installation.run(EXAMPLES.resolve("parallel")));
        assertEquals(0, run.code(), () -> run.out() + run.err());
        assertTrue(run.out().contains("[Pipeline] parallel"), run.out());
        assertTrue(run.out().contains("(Declarative: Post Actions)"), run.out());
    }

    @Test
    void the_failing_one_fails_and_says_why() throws Exception {
        var run = Installation.finish(installation.run(EXAMPLES.resolve("failing")));
        assertEquals(1, run.code(), () -> run.out() + run.err());
        assertTrue(run.out().contains("script returned exit code"), run.out());
        assertTrue(run.out().stripTrailing().endsWith("Finished: FAILURE"), run.out());
    }
}
