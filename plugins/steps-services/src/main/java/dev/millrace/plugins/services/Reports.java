package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.MAP;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;
import java.util.regex.Pattern;

/** Reports of tests and coverage. */
final class Reports {
    private static final Pattern WORDS = Pattern.compile("\\s+");

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
                        execPattern classPattern sourcePattern inclusionPattern exclusionPattern
                        sourceInclusionPattern sourceExclusionPattern
                        minimumInstructionCoverage minimumBranchCoverage minimumComplexityCoverage
                        minimumLineCoverage minimumMethodCoverage minimumClassCoverage
                        maximumInstructionCoverage maximumBranchCoverage maximumComplexityCoverage
                        maximumLineCoverage maximumMethodCoverage maximumClassCoverage
                        deltaInstructionCoverage deltaBranchCoverage deltaComplexityCoverage
                        deltaLineCoverage deltaMethodCoverage deltaClassCoverage
                        changeBuildStatus buildOverBuild skipCopyOfSrcFiles runAlways"""),
                report(
                        named("cobertura")
                                .symbol("CoberturaPublisher")
                                .summary("Keeps coverage in Cobertura's format.")
                                .example("cobertura coberturaReportFile: 'coverage.xml'"),
                        """
                        coberturaReportFile onlyStable failUnhealthy failUnstable failNoReports
                        autoUpdateHealth autoUpdateStability zoomCoverageChart maxNumberOfBuilds sourceEncoding
                        conditionalCoverageTargets lineCoverageTargets methodCoverageTargets
                        classCoverageTargets fileCoverageTargets packageCoverageTargets enableNewApi"""),
                report(
                        named("recordCoverage")
                                .summary("Keeps coverage of any format.")
                                .example("recordCoverage tools: [[parser: 'JACOCO', pattern: '**/jacoco.xml']]"),
                        """
                        tools id name enabledForFailure failOnError ignoreParsingErrors sourceCodeEncoding
                        sourceCodeRetention sourceDirectories qualityGates scm skipPublishingChecks
                        checksName checksAnnotationScope skipSymbolicLinks"""),
                report(
                        named("publishCoverage")
                                .summary("Keeps coverage of any format.")
                                .example("publishCoverage adapters: [jacocoAdapter('**/jacoco.xml')]"),
                        """
                        adapters globalThresholds failNoReports failUnhealthy failUnstable tag applyThresholdRecursively
                        calculateDiffForChangeRequests failBuildIfCoverageDecreasedInChangeRequest
                        sourceFileResolver sourceDirectories sourceCodeEncoding skipPublishingChecks checksName"""),
                report(
                        named("xunit")
                                .symbol("XUnitPublisher")
                                .symbol("XUnitBuilder")
                                .summary("Keeps test results of many formats.")
                                .example("xunit tools: [CTest(pattern: 'Testing/**/Test.xml')]"),
                        """
                        tools thresholds thresholdMode testTimeMargin reduceLog sleepTime followSymlink
                        checksName skipPublishingChecks types testDataPublishers"""),
                report(
                        named("gatlingArchive")
                                .symbol("GatlingPublisher")
                                .summary("Keeps reports of Gatling.")
                                .example("gatlingArchive()"),
                        "enabled"),
                report(
                        named("allure")
                                .symbol("AllureReportPublisher")
                                .summary("Keeps reports of Allure.")
                                .optionalPositional("results", ANY, "Directories, or maps with path.")
                                .example("allure results: [[path: 'build/allure-results']]"),
                        """
                        commandline jdk properties reportBuildPolicy includeProperties configPath
                        reportName report disabled unstableThresholdPercent failureThresholdPercent resultPolicy"""),
                report(
                        named("cucumber")
                                .symbol("CucumberReportPublisher")
                                .summary("Keeps reports of Cucumber.")
                                .optionalPositional("fileIncludePattern", TEXT, "Pattern of the files.")
                                .example("cucumber 'reports/*.json'"),
                        """
                        fileExcludePattern jsonReportDirectory reportTitle buildStatus trendsLimit sortingMethod
                        classifications customCssFiles customJsFiles mergeFeaturesById mergeFeaturesWithRetest
                        failedStepsNumber skippedStepsNumber pendingStepsNumber undefinedStepsNumber
                        failedScenariosNumber failedFeaturesNumber failedStepsPercentage skippedStepsPercentage
                        pendingStepsPercentage undefinedStepsPercentage failedScenariosPercentage
                        failedFeaturesPercentage failedAsNotFailingStatus skippedAsNotFailingStatus
                        pendingAsNotFailingStatus undefinedAsNotFailingStatus skipEmptyJSONFiles
                        expandAllSteps hideEmptyHooks excludeCustomCssFiles stopBuildOnFailedReport"""),
                report(
                        named("nunit")
                                .symbol("NUnitPublisher")
                                .summary("Keeps test results of NUnit.")
                                .example("nunit testResultsPattern: 'TestResult.xml'"),
                        """
                        testResultsPattern failIfNoResults failedTestsFailBuild keepJUnitReports debug
                        skipJUnitArchiver healthScaleFactor unstableThreshold failedThreshold"""),
                report(
                        named("tapResults")
                                .symbol("TapPublisher")
                                .summary("Keeps test results of the Test Anything Protocol.")
                                .example("tapResults testResults: '**/*.tap'"),
                        """
                        testResults verbose failIfNoResults failedTestsMarkBuildAsFailure outputTapToConsole
                        enableSubtests discardOldReports todoIsFailure includeCommentDiagnostics validateNumberOfTests
                        planRequired showOnlyFailures stripSingleParents flattenTapResult removeYamlIfCorrupted
                        skipIfBuildNotOk"""),
                report(
                        named("scoverage")
                                .symbol("ScoveragePublisher")
                                .summary("Keeps coverage that scoverage measured.")
                                .example("scoverage reportDir: 'target/scoverage-report', reportFile: 'scoverage.xml'"),
                        "reportDir reportFile"),
                report(
                        named("robot")
                                .symbol("RobotPublisher")
                                .summary("Keeps reports of Robot Framework.")
                                .example("robot outputPath: 'results'"),
                        """
                        outputPath outputFileName reportFileName logFileName otherFiles passThreshold
                        unstableThreshold onlyCritical countSkippedTests disableArchiveOutput enableCache
                        archiveDirName overwriteXAxisLabel useArtifactManager"""));
    }

    private static Step report(StepDescriptorBuilder described, String names) {
        WORDS.splitAsStream(names.strip()).forEach(name -> described.optional(name, ANY, "As in Jenkins."));
        return Waiting.step(described);
    }

    private static StepDescriptorBuilder named(String name) {
        return StepDescriptor.named(name).provider("a provider of reports");
    }
}
