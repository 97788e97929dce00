package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;
import java.util.stream.Stream;

/** What programs found in the code. */
final class Analysis {
    private static final String QUALITY = "a provider of code quality";

    /** Parameters that all of the older publishers have. */
    private static final List<String> COMMON = List.of(
            "pattern",
            "canComputeNew",
            "canRunOnFailed",
            "defaultEncoding",
            "healthy",
            "unHealthy",
            "thresholdLimit",
            "shouldDetectModules",
            "useDeltaValues",
            "usePreviousBuildAsReference",
            "useStableBuildAsReference",
            "useOnlyStableBuildsAsReference",
            "unstableTotalAll",
            "unstableTotalHigh",
            "unstableTotalNormal",
            "unstableTotalLow",
            "unstableNewAll",
            "unstableNewHigh",
            "unstableNewNormal",
            "unstableNewLow",
            "failedTotalAll",
            "failedTotalHigh",
            "failedTotalNormal",
            "failedTotalLow",
            "failedNewAll",
            "failedNewHigh",
            "failedNewNormal",
            "failedNewLow");

    private Analysis() {}

    static List<Step> all() {
        return List.of(
                Waiting.block(StepDescriptor.named("withSonarQubeEnv")
                        .provider(QUALITY)
                        .summary("Gives its body the address and token of a SonarQube server.")
                        .optionalPositional("installationName", TEXT, "Name of the server.")
                        .optional("credentialsId", TEXT, "Id of the token's credentials.")
                        .optional("envOnly", TRUTH, false, "Only variables.")
                        .example("withSonarQubeEnv('sonar') {\n    sh 'mvn sonar:sonar'\n}")),
                Waiting.step(StepDescriptor.named("waitForQualityGate")
                        .provider(QUALITY)
                        .summary("Waits until SonarQube has judged the analysis, and gives its status.")
                        .optional("abortPipeline", TRUTH, false, "Fails when the gate is not passed.")
                        .optional("credentialsId", TEXT, "Id of the token's credentials.")
                        .optional("webhookSecretId", TEXT, "Id of the hook's secret.")
                        .example("waitForQualityGate abortPipeline: true")),
                publisher(
                        named("recordIssues")
                                .symbol("IssuesRecorder")
                                .summary("Keeps what compilers and linters found.")
                                .example("recordIssues tools: [java(), checkStyle(pattern: '**/checkstyle.xml')]"),
                        Stream.of(("tool tools id name enabledForFailure aggregatingResults qualityGates filters scm "
                                        + "healthy unhealthy minimumSeverity blameDisabled forensicsDisabled "
                                        + "skipBlames skipPublishingChecks publishAllIssues ignoreFailedBuilds "
                                        + "ignoreQualityGate failOnError reportEncoding sourceCodeEncoding "
                                        + "sourceCodeRetention sourceDirectory sourceDirectories referenceJobName "
                                        + "referenceBuildId quiet trendChartType checksAnnotationScope checksInfo "
                                        + "skipDeltaCalculation skipPostProcessing icon labelProviderFactory "
                                        + "unstableTotalAll unstableTotalHigh unstableTotalNormal unstableTotalLow "
                                        + "unstableNewAll failedTotalAll failedTotalHigh failedNewAll")
                                .split(" "))),
                older("checkstyle", "CheckStylePublisher", "Keeps reports of Checkstyle."),
                publisher(
                        named("findbugs")
                                .symbol("FindBugsPublisher")
                                .summary("Keeps reports of FindBugs.")
                                .example("findbugs pattern: '**/findbugsXml.xml'"),
                        Stream.concat(
                                COMMON.stream(), Stream.of("isRankActivated", "includePattern", "excludePattern"))),
                older("pmd", "PmdPublisher", "Keeps reports of PMD."),
                publisher(
                        named("dry")
                                .symbol("DryPublisher")
                                .summary("Keeps reports of duplicate code.")
                                .example("dry pattern: '**/cpd.xml'"),
                        Stream.concat(COMMON.stream(), Stream.of("highThreshold", "normalThreshold"))),
                publisher(
                        named("openTasks")
                                .symbol("TasksPublisher")
                                .summary("Lists open tasks in the sources.")
                                .example("openTasks high: 'FIXME'"),
                        Stream.concat(
                                COMMON.stream(),
                                Stream.of("high", "normal", "low", "ignoreCase", "asRegexp", "excludePattern"))),
                publisher(
                        named("warnings")
                                .symbol("WarningsPublisher")
                                .summary("Keeps warnings of compilers.")
                                .example("warnings consoleParsers: [[parserName: 'Java Compiler (javac)']]"),
                        Stream.concat(
                                COMMON.stream(),
                                Stream.of(
                                        "consoleParsers",
                                        "parserConfigurations",
                                        "includePattern",
                                        "excludePattern",
                                        "messagesPattern",
                                        "categoriesPattern"))));
    }

    private static Step older(String name, String symbol, String summary) {
        return publisher(
                named(name).symbol(symbol).summary(summary).example(name + " pattern: '**/" + name + ".xml'"),
                COMMON.stream());
    }

    private static Step publisher(StepDescriptorBuilder described, Stream<String> names) {
        names.forEach(name -> described.optional(name, ANY, "As in Jenkins."));
        return Waiting.step(described);
    }

    private static StepDescriptorBuilder named(String name) {
        return StepDescriptor.named(name).provider("a provider of reports");
    }
}
