package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.REAL;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.report.TestCase;
import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileSet;
import dev.millrace.api.workspace.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code junit}: test results from reports in JUnit's XML. */
final class JUnitStep implements ActionStep {
    /** What is parsed; an agent may read less at once. */
    private static final long REPORT_LIMIT_BYTES = 64L << 20;

    private static final int MOST_CASES = 200_000;

    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "junit",
                Set.of("JUnitResultArchiver"),
                "Keeps test results from JUnit XML reports with the run and makes it unstable when tests failed.",
                List.of(
                        Parameter.positional(
                                "testResults",
                                TEXT,
                                "Ant patterns of the reports, separated by commas: **/target/surefire-reports/TEST-*.xml."),
                        Parameter.optional(
                                "allowEmptyResults",
                                TRUTH,
                                false,
                                "Go on where there is no report, instead of failing."),
                        Parameter.optional(
                                "skipMarkingBuildUnstable",
                                TRUTH,
                                false,
                                "Leave the run's result as it is when tests failed."),
                        Parameter.optional(
                                "keepLongStdio", TRUTH, false, "Accepted; what tests printed stays in the reports."),
                        Parameter.optional(
                                "healthScaleFactor", REAL, 1.0, "Accepted; there is no health report to scale."),
                        Parameter.optional(
                                "skipPublishingChecks",
                                TRUTH,
                                false,
                                "Accepted; results are published with the run's status."),
                        Parameter.optional(
                                "checksName", TEXT, "Accepted; results are published with the run's status."),
                        Parameter.optional(
                                "skipOldReports", TRUTH, false, "Accepted; every report that matches is taken."),
                        Parameter.optional("testDataPublishers", LIST, "Accepted; there are no publishers.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of(
                        "junit '**/target/surefire-reports/TEST-*.xml'",
                        "junit testResults: 'reports/*.xml', allowEmptyResults: true"));
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var patterns = FileSet.of(arguments.text("testResults"), "", false);
        if (patterns.includes().isEmpty()) {
            throw new StepException("bad-argument", "junit needs at least one pattern of reports in testResults");
        }
        call.log("Recording test results");
        var workspace = call.workspace();
        var reports = workspace.list(patterns);
        if (reports.isEmpty()) {
            var message = "No test report files were found. Configuration error?";
            if (!arguments.truth("allowEmptyResults")) {
                throw new StepException("no-files", message);
            }
            call.log(message);
            return new Totals(0, 0, 0).asMap();
        }
        var cases = new ArrayList<TestCase>();
        for (var report : reports) {
            cases.addAll(read(workspace, report.path()));
            if (cases.size() > MOST_CASES) {
                throw new StepException(
                        "too-many", "The reports have more than %d tests: take fewer".formatted(MOST_CASES));
            }
        }
        call.tests().add(cases);
        var totals = Totals.of(cases);
        if (totals.failed() > 0 && !arguments.truth("skipMarkingBuildUnstable")) {
            call.worsen(RunResult.UNSTABLE, "%d of %d tests failed".formatted(totals.failed(), totals.total()));
        }
        return totals.asMap();
    }

    /** A report that cannot be read counts as a failed test, so that it is not overlooked. */
    private static List<TestCase> read(Workspace workspace, String path) throws StepException, InterruptedException {
        try {
            return JUnitReport.parse(path, workspace.read(path, REPORT_LIMIT_BYTES));
        } catch (BadReport e) {
            return List.of(unreadable(path, String.valueOf(e.getMessage())));
        } catch (StepException e) {
            if (e.reason().equals("too-large")) {
                return List.of(unreadable(path, String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private static TestCase unreadable(String path, String why) {
        return new TestCase(
                path,
                path,
                "[failed-to-read]",
                TestCase.Outcome.ERROR,
                Duration.ZERO,
                Optional.of("Failed to read test report file %s: %s".formatted(path, why)),
                Optional.empty());
    }
}
