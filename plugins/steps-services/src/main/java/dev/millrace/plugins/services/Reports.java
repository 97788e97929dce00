package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.MAP;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** Reports of tests and coverage. */
final class Reports {
    private Reports() {}

    static List<Step> all() {
        return List.of(
                Waiting.step(
                        named("publishHTML")
                                .symbol("HtmlPublisher")
                                .summary("Keeps a report of HTML files with the run.")
                                .positional(
                                        "target",
                                        MAP,
                                        "reportName, reportDir, reportFiles, keepAll, allowMissing, alwaysLinkToLastBuild, reportTitles, "
                                                + "includes, escapeUnderscores.")
                                .example(
                                        "publishHTML([reportName: 'Coverage', reportDir: 'coverage', reportFiles: 'index.html'])")),
                Waiting.step(named("javadoc")
                        .symbol("JavadocArchiver")
                        .summary("Keeps Javadoc with the run.")
                        .required("javadocDir", TEXT, "Directory.")
                        .optional("keepAll", TRUTH, false, "Keeps that of each run.")
                        .example("javadoc javadocDir: 'target/apidocs'")),
                report(
                        named("jacoco")
                                .symbol("JacocoPublisher")
                                .summary("Keeps coverage that JaCoCo measured.")
                                .example("jacoco execPattern: 'target/*.exec'"),
                        """
                        execPattern text Pattern of the measured files.
                        classPattern text Directories of classes.
                        sourcePattern text Directories of sources.
                        inclusionPattern text Classes that count.
                        exclusionPattern text Classes that do not.
                        sourceInclusionPattern text Sources that are shown.
                        sourceExclusionPattern text Sources that are not.
                        minimumInstructionCoverage text Coverage of instructions, in percent, below which the run fails.
                        minimumBranchCoverage text Coverage of branches, in percent, below which the run fails.
                        minimumComplexityCoverage text Coverage of complexity, in percent, below which the run fails.
                        minimumLineCoverage text Coverage of lines, in percent, below which the run fails.
                        minimumMethodCoverage text Coverage of methods, in percent, below which the run fails.
                        minimumClassCoverage text Coverage of classes, in percent, below which the run fails.
                        maximumInstructionCoverage text Coverage of instructions, in percent, below which the run is unstable.
                        maximumBranchCoverage text Coverage of branches, in percent, below which the run is unstable.
                        maximumComplexityCoverage text Coverage of complexity, in percent, below which the run is unstable.
                        maximumLineCoverage text Coverage of lines, in percent, below which the run is unstable.
                        maximumMethodCoverage text Coverage of methods, in percent, below which the run is unstable.
                        maximumClassCoverage text Coverage of classes, in percent, below which the run is unstable.
                        deltaInstructionCoverage text Loss of coverage of instructions, in percent, from which the run fails.
                        deltaBranchCoverage text Loss of coverage of branches, in percent, from which the run fails.
                        deltaComplexityCoverage text Loss of coverage of complexity, in percent, from which the run fails.
                        deltaLineCoverage text Loss of coverage of lines, in percent, from which the run fails.
                        deltaMethodCoverage text Loss of coverage of methods, in percent, from which the run fails.
                        deltaClassCoverage text Loss of coverage of classes, in percent, from which the run fails.
                        changeBuildStatus truth Makes the run unstable or fail.
                        buildOverBuild truth Compares with the last good run.
                        skipCopyOfSrcFiles truth Does not keep the sources.
                        runAlways truth Looks at failed runs, too.
                        """),
                report(
                        named("cobertura")
                                .symbol("CoberturaPublisher")
                                .summary("Keeps coverage in Cobertura's format.")
                                .example("cobertura coberturaReportFile: 'coverage.xml'"),
                        """
                        coberturaReportFile text Pattern of the files.
                        onlyStable truth Looks at stable runs alone.
                        failUnhealthy truth Unhealthy coverage fails the run.
                        failUnstable truth Bad coverage fails the run.
                        failNoReports truth Fails where there are no files.
                        autoUpdateHealth truth Raises the healthy mark by itself.
                        autoUpdateStability truth Raises the bad mark by itself.
                        zoomCoverageChart truth Shows the chart's upper part alone.
                        maxNumberOfBuilds integer Runs in the chart at most.
                        sourceEncoding text Encoding of the sources.
                        conditionalCoverageTargets text Coverage of conditions: healthy, unhealthy, unstable.
                        lineCoverageTargets text Coverage of lines: healthy, unhealthy, unstable.
                        methodCoverageTargets text Coverage of methods: healthy, unhealthy, unstable.
                        classCoverageTargets text Coverage of classes: healthy, unhealthy, unstable.
                        fileCoverageTargets text Coverage of files: healthy, unhealthy, unstable.
                        packageCoverageTargets text Coverage of packages: healthy, unhealthy, unstable.
                        enableNewApi truth Accepted.
                        """),
                report(
                        named("recordCoverage")
                                .summary("Keeps coverage of any format.")
                                .example("recordCoverage tools: [[parser: 'JACOCO', pattern: '**/jacoco.xml']]"),
                        """
                        tools list The files: maps with parser and pattern.
                        id text Name of the report in addresses.
                        name text Name of the report for people.
                        enabledForFailure truth Looks at failed runs, too.
                        failOnError truth Fails when files cannot be read.
                        ignoreParsingErrors truth Goes on behind what cannot be read.
                        sourceCodeEncoding text Encoding of the sources.
                        sourceCodeRetention text Whose sources are kept: NEVER, LAST_BUILD, EVERY_BUILD or MODIFIED.
                        sourceDirectories list Directories of the sources: maps with path.
                        qualityGates list What has to be reached: maps with threshold, metric, baseline and criticality.
                        scm text Key of the repository that is compared with.
                        skipPublishingChecks truth Publishes no check.
                        checksName text Name of the check.
                        checksAnnotationScope text Lines on the check: MODIFIED_LINES, ALL_LINES or SKIP.
                        skipSymbolicLinks truth Does not follow links.
                        """),
                report(
                        named("publishCoverage")
                                .summary("Keeps coverage of any format.")
                                .example("publishCoverage adapters: [jacocoAdapter('**/jacoco.xml')]"),
                        """
                        adapters list The files: [jacocoAdapter('**/jacoco.xml')].
                        globalThresholds list What has to be reached: maps with thresholdTarget, unhealthyThreshold, unstableThreshold, failUnhealthy.
                        failNoReports truth Fails where there are no files.
                        failUnhealthy truth Unhealthy coverage fails the run.
                        failUnstable truth Bad coverage fails the run.
                        tag text Name of the report.
                        applyThresholdRecursively truth Applies to each package and file.
                        calculateDiffForChangeRequests truth Compares with the target of a change request.
                        failBuildIfCoverageDecreasedInChangeRequest truth Fails where a change request covers less.
                        sourceFileResolver any How sources are found: sourceFiles('STORE_LAST_BUILD').
                        sourceDirectories list Directories of the sources: maps with path.
                        sourceCodeEncoding text Encoding of the sources.
                        skipPublishingChecks truth Publishes no check.
                        checksName text Name of the check.
                        """),
                report(
                        named("xunit")
                                .symbol("XUnitPublisher")
                                .symbol("XUnitBuilder")
                                .summary("Keeps test results of many formats.")
                                .example("xunit tools: [CTest(pattern: 'Testing/**/Test.xml')]"),
                        """
                        tools list The files: [CTest(pattern: '**/Test.xml')].
                        thresholds list What must not be reached: [failed(unstableThreshold: '1')].
                        thresholdMode integer 1 counts tests, 2 percents.
                        testTimeMargin text Milliseconds that files may be older than the run.
                        reduceLog truth Writes little to the log.
                        sleepTime integer Milliseconds between files.
                        followSymlink truth Follows links.
                        checksName text Name of the check.
                        skipPublishingChecks truth Publishes no check.
                        types list The same as tools, in its older form.
                        testDataPublishers list What is kept of tests beside their results.
                        """),
                report(
                        named("gatlingArchive")
                                .symbol("GatlingPublisher")
                                .summary("Keeps reports of Gatling.")
                                .example("gatlingArchive()"),
                        """
                        enabled truth Keeps them.
                        """),
                report(
                        named("allure")
                                .symbol("AllureReportPublisher")
                                .summary("Keeps reports of Allure.")
                                .optionalPositional("results", ANY, "Directories, or maps with path.")
                                .example("allure results: [[path: 'build/allure-results']]"),
                        """
                        commandline text Name of the Allure installation.
                        jdk text Name of the JDK.
                        properties list Properties of the report: maps with key and value.
                        reportBuildPolicy text When there is a report: ALWAYS, UNSTABLE or UNSUCCESSFUL.
                        includeProperties truth Adds the run's variables.
                        configPath text File with Allure's configuration.
                        reportName text Name of the report.
                        report text Directory of the report.
                        disabled truth Does nothing.
                        unstableThresholdPercent integer Percent of good tests below which the run is unstable.
                        failureThresholdPercent integer Percent of good tests below which the run fails.
                        resultPolicy text What bad tests do to the run: UNSTABLE, FAILURE, ...
                        """),
                report(
                        named("cucumber")
                                .symbol("CucumberReportPublisher")
                                .summary("Keeps reports of Cucumber.")
                                .optionalPositional("fileIncludePattern", TEXT, "Pattern of the files.")
                                .example("cucumber 'reports/*.json'"),
                        """
                        fileExcludePattern text Files that do not count.
                        jsonReportDirectory text Directory of the files.
                        reportTitle text Title of the report.
                        buildStatus text What failed tests make of the run: FAILURE, UNSTABLE, UNCHANGED.
                        trendsLimit integer Runs in the chart at most.
                        sortingMethod text ALPHABETICAL or NATURAL.
                        classifications list Facts on the report: maps with key and value.
                        customCssFiles text Style sheets.
                        customJsFiles text Scripts.
                        mergeFeaturesById truth Joins features of the same name.
                        mergeFeaturesWithRetest truth Joins features that ran again.
                        failedStepsNumber integer Number of failed steps from which the run is bad.
                        skippedStepsNumber integer Number of skipped steps from which the run is bad.
                        pendingStepsNumber integer Number of pending steps from which the run is bad.
                        undefinedStepsNumber integer Number of undefined steps from which the run is bad.
                        failedScenariosNumber integer Number of failed scenarios from which the run is bad.
                        failedFeaturesNumber integer Number of failed features from which the run is bad.
                        failedStepsPercentage real Percent of failed steps from which the run is bad.
                        skippedStepsPercentage real Percent of skipped steps from which the run is bad.
                        pendingStepsPercentage real Percent of pending steps from which the run is bad.
                        undefinedStepsPercentage real Percent of undefined steps from which the run is bad.
                        failedScenariosPercentage real Percent of failed scenarios from which the run is bad.
                        failedFeaturesPercentage real Percent of failed features from which the run is bad.
                        failedAsNotFailingStatus truth Failed steps do not make a scenario fail.
                        skippedAsNotFailingStatus truth Skipped steps do not make a scenario fail.
                        pendingAsNotFailingStatus truth Pending steps do not make a scenario fail.
                        undefinedAsNotFailingStatus truth Undefined steps do not make a scenario fail.
                        skipEmptyJSONFiles truth Leaves out empty files.
                        expandAllSteps truth Shows all steps.
                        hideEmptyHooks truth Leaves out hooks without output.
                        excludeCustomCssFiles truth Leaves out style sheets.
                        stopBuildOnFailedReport truth Fails at once.
                        """),
                report(
                        named("nunit")
                                .symbol("NUnitPublisher")
                                .summary("Keeps test results of NUnit.")
                                .example("nunit testResultsPattern: 'TestResult.xml'"),
                        """
                        testResultsPattern text Pattern of the files.
                        failIfNoResults truth Fails where there are no files.
                        failedTestsFailBuild truth Failed tests fail the run.
                        keepJUnitReports truth Keeps the files in JUnit's format.
                        debug truth Keeps what is made on the way.
                        skipJUnitArchiver truth Does not keep the results.
                        healthScaleFactor real What a failed test does to the health.
                        unstableThreshold text Failed tests from which the run is unstable.
                        failedThreshold text Failed tests from which the run fails.
                        """),
                report(
                        named("TapPublisher")
                                .summary("Keeps test results of the Test Anything Protocol.")
                                .example("step([$class: 'TapPublisher', testResults: '**/*.tap'])"),
                        """
                        testResults text Pattern of the files.
                        verbose truth Writes more to the log.
                        failIfNoResults truth Fails where there are no files.
                        failedTestsMarkBuildAsFailure truth Failed tests fail the run.
                        outputTapToConsole truth Writes the files to the log.
                        enableSubtests truth Reads tests in tests.
                        discardOldReports truth Forgets those of earlier runs.
                        todoIsFailure truth What is to do counts as failed.
                        includeCommentDiagnostics truth Keeps comments.
                        validateNumberOfTests truth Fails where tests are missing.
                        planRequired truth Fails where the number of tests is not said.
                        showOnlyFailures truth Shows failed ones alone.
                        stripSingleParents truth Leaves out a test around one test.
                        flattenTapResult truth Shows tests in tests as one list.
                        removeYamlIfCorrupted truth Leaves out details that cannot be read.
                        skipIfBuildNotOk truth Looks at good runs alone.
                        """),
                report(
                        named("ScoveragePublisher")
                                .summary("Keeps coverage that scoverage measured.")
                                .example(
                                        "step([$class: 'ScoveragePublisher', reportDir: 'target/scoverage-report', reportFile: 'scoverage.xml'])"),
                        """
                        reportDir text Directory of the report.
                        reportFile text File of the report.
                        """),
                report(
                        named("robot")
                                .symbol("RobotPublisher")
                                .summary("Keeps reports of Robot Framework.")
                                .example("robot outputPath: 'results'"),
                        """
                        outputPath text Directory of the files.
                        outputFileName text Names of the results, separated by commas.
                        reportFileName text Name of the report.
                        logFileName text Name of the log.
                        otherFiles text More files that are kept.
                        passThreshold real Percent of good tests below which the run is unstable.
                        unstableThreshold real Percent of good tests below which the run fails.
                        onlyCritical truth Critical tests alone count.
                        countSkippedTests truth Skipped tests count.
                        disableArchiveOutput truth Does not keep the files.
                        enableCache truth Keeps results in memory.
                        archiveDirName text Directory of the kept files.
                        overwriteXAxisLabel text What the chart shows below.
                        useArtifactManager truth Keeps the files as artifacts.
                        """));
    }

    private static Step report(StepDescriptorBuilder described, String parameters) {
        return Waiting.step(Table.add(described, parameters));
    }

    private static StepDescriptorBuilder named(String name) {
        return StepDescriptor.named(name).provider("a provider of reports");
    }
}
