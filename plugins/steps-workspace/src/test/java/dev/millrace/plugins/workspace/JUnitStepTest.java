package dev.millrace.plugins.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.report.TestCase.Outcome;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JUnitStepTest {
    @TempDir
    private Path workspace;

    private PluginBench bench;

    @BeforeEach
    void start() {
        bench = PluginBench.inWorkspace(new WorkspacePlugin(), workspace);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void results_of_all_reports_are_kept_and_counted() throws Exception {
        report(
                "a/TEST-one.xml",
                "<testsuite name='one'><testcase name='x'/><testcase name='y'><skipped/></testcase></testsuite>");
        report("b/TEST-two.xml", "<testsuite name='two'><testcase name='z'/></testsuite>");
        var totals = bench.run("junit", Map.of("testResults", "**/TEST-*.xml"));
        assertEquals(Map.of("totalCount", 3, "failCount", 0, "skipCount", 1, "passCount", 2), totals);
        assertEquals(3, bench.tests().size());
        assertEquals(RunResult.SUCCESS, bench.result());
        assertEquals("Recording test results", bench.log().getFirst());
    }

    @Test
    void a_failed_test_makes_the_run_unstable() throws Exception {
        report("r.xml", "<testsuite name='s'><testcase name='x'><failure message='no'/></testcase></testsuite>");
        bench.run("junit", Map.of("testResults", "r.xml"));
        assertEquals(RunResult.UNSTABLE, bench.result());
    }

    @Test
    void a_failed_test_leaves_the_run_alone_where_that_is_asked_for() throws Exception {
        report("r.xml", "<testsuite name='s'><testcase name='x'><failure/></testcase></testsuite>");
        bench.run("junit", Map.of("testResults", "r.xml", "skipMarkingBuildUnstable", true));
        assertEquals(RunResult.SUCCESS, bench.result());
    }

    @Test
    void no_report_is_a_failure_unless_it_is_allowed() throws Exception {
        var failure = assertThrows(StepException.class, () -> bench.run("junit", Map.of("testResults", "*.xml")));
        assertEquals("No test report files were found. Configuration error?", failure.getMessage());
        var totals = bench.run("junit", Map.of("testResults", "*.xml", "allowEmptyResults", true));
        assertEquals(Map.of("totalCount", 0, "failCount", 0, "skipCount", 0, "passCount", 0), totals);
    }

    @Test
    void a_report_that_cannot_be_read_is_a_failed_test_that_names_it() throws Exception {
        report("broken.xml", "<testsuite><testcase name='x'>");
        bench.run("junit", Map.of("testResults", "*.xml"));
        var test = bench.tests().getFirst();
        assertEquals(Outcome.ERROR, test.outcome());
        assertTrue(test.message().orElseThrow().contains("broken.xml"));
        assertEquals(RunResult.UNSTABLE, bench.result());
    }

    private void report(String path, String xml) throws Exception {
        var file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, xml);
    }
}
