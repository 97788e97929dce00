package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** What programs found in the code. */
final class Analysis {
    private static final String QUALITY = "a provider of code quality";

    /** Parameters that all of the older publishers have. */
    private static final String COMMON = """
            pattern text Pattern of the files.
            canComputeNew truth Tells new findings from old ones.
            canRunOnFailed truth Looks at failed runs, too.
            defaultEncoding text Encoding of the files.
            healthy text So many findings are healthy.
            unHealthy text So many findings are not healthy any more.
            thresholdLimit text Least priority that counts: low, normal or high.
            shouldDetectModules truth Tells modules by the build's files.
            useDeltaValues truth Compares numbers instead of findings.
            usePreviousBuildAsReference truth Compares with the run before.
            useStableBuildAsReference truth Compares with the last stable run.
            useOnlyStableBuildsAsReference truth Compares with stable runs alone.
            unstableTotalAll text So many findings make the run unstable.
            unstableTotalHigh text So many findings of high priority make the run unstable.
            unstableTotalNormal text So many findings of normal priority make the run unstable.
            unstableTotalLow text So many findings of low priority make the run unstable.
            unstableNewAll text So many new findings make the run unstable.
            unstableNewHigh text So many new findings of high priority make the run unstable.
            unstableNewNormal text So many new findings of normal priority make the run unstable.
            unstableNewLow text So many new findings of low priority make the run unstable.
            failedTotalAll text So many findings make the run fail.
            failedTotalHigh text So many findings of high priority make the run fail.
            failedTotalNormal text So many findings of normal priority make the run fail.
            failedTotalLow text So many findings of low priority make the run fail.
            failedNewAll text So many new findings make the run fail.
            failedNewHigh text So many new findings of high priority make the run fail.
            failedNewNormal text So many new findings of normal priority make the run fail.
            failedNewLow text So many new findings of low priority make the run fail.
            """;

    private static final String ISSUES = """
            tool any The tool: java(), checkStyle(), ...
            tools list The tools: [java(), checkStyle()].
            id text Name of the report in addresses.
            name text Name of the report for people.
            enabledForFailure truth Looks at failed runs, too.
            aggregatingResults truth One report of all tools.
            qualityGates list What must not be reached: maps with threshold, type and unstable.
            filters list What counts: includeFile(...), excludeCategory(...), ...
            scm text Key of the repository that is blamed.
            healthy integer So many findings are healthy.
            unhealthy integer So many findings are not healthy any more.
            minimumSeverity text Least severity that counts: LOW, NORMAL, HIGH or ERROR.
            blameDisabled truth Does not tell who wrote the lines.
            forensicsDisabled truth Does not look at the history of files.
            skipBlames truth Does not tell who wrote the lines.
            skipPublishingChecks truth Publishes no check.
            publishAllIssues truth Publishes old findings with the check, too.
            ignoreFailedBuilds truth Does not compare with failed runs.
            ignoreQualityGate truth Compares with runs that did not pass, too.
            failOnError truth Fails when files cannot be read.
            reportEncoding text Encoding of the reports.
            sourceCodeEncoding text Encoding of the sources.
            sourceCodeRetention text Whose sources are kept: NEVER, LAST_BUILD, EVERY_BUILD or MODIFIED.
            sourceDirectory text Directory of the sources.
            sourceDirectories list Directories of the sources: maps with path.
            referenceJobName text Project that is compared with.
            referenceBuildId text Run that is compared with.
            quiet truth Writes nothing to the log.
            trendChartType text Which chart: AGGREGATION_TOOLS, TOOLS_ONLY, NONE, ...
            checksAnnotationScope text Findings on the check: NEW, ALL or SKIP.
            checksInfo any Name of the check.
            skipDeltaCalculation truth Does not look at changed lines.
            skipPostProcessing truth Does not look at the sources.
            icon text Picture of the report.
            labelProviderFactory any Accepted.
            unstableTotalAll integer So many findings make the run unstable.
            unstableTotalHigh integer So many findings of high severity make the run unstable.
            unstableTotalNormal integer So many findings of normal severity make the run unstable.
            unstableTotalLow integer So many findings of low severity make the run unstable.
            unstableNewAll integer So many new findings make the run unstable.
            failedTotalAll integer So many findings make the run fail.
            failedTotalHigh integer So many findings of high severity make the run fail.
            failedNewAll integer So many new findings make the run fail.
            """;

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
                        ISSUES),
                older("checkstyle", "CheckStylePublisher", "Keeps reports of Checkstyle."),
                publisher(
                        named("findbugs")
                                .symbol("FindBugsPublisher")
                                .summary("Keeps reports of FindBugs.")
                                .example("findbugs pattern: '**/findbugsXml.xml'"),
                        COMMON + """
                                isRankActivated truth Uses the rank of FindBugs.
                                includePattern text Files that count.
                                excludePattern text Files that do not.
                                """),
                older("pmd", "PmdPublisher", "Keeps reports of PMD."),
                publisher(
                        named("dry")
                                .symbol("DryPublisher")
                                .summary("Keeps reports of duplicate code.")
                                .example("dry pattern: '**/cpd.xml'"),
                        COMMON + """
                                highThreshold integer Lines from which a copy is of high priority.
                                normalThreshold integer Lines from which a copy is of normal priority.
                                """),
                publisher(
                        named("openTasks")
                                .symbol("TasksPublisher")
                                .summary("Lists open tasks in the sources.")
                                .example("openTasks high: 'FIXME'"),
                        COMMON + """
                                high text Words of high priority, separated by commas.
                                normal text Words of normal priority, separated by commas.
                                low text Words of low priority, separated by commas.
                                ignoreCase truth Does not tell large from small letters.
                                asRegexp truth The words are patterns.
                                excludePattern text Files that do not count.
                                """),
                publisher(
                        named("warnings")
                                .symbol("WarningsPublisher")
                                .summary("Keeps warnings of compilers.")
                                .example("warnings consoleParsers: [[parserName: 'Java Compiler (javac)']]"),
                        COMMON + """
                                consoleParsers list Parsers of the log: maps with parserName.
                                parserConfigurations list Parsers of files: maps with parserName and pattern.
                                includePattern text Files that count.
                                excludePattern text Files that do not.
                                messagesPattern text Messages that do not count.
                                categoriesPattern text Categories that do not count.
                                """));
    }

    private static Step older(String name, String symbol, String summary) {
        return publisher(
                named(name).symbol(symbol).summary(summary).example(name + " pattern: '**/" + name + ".xml'"), COMMON);
    }

    private static Step publisher(StepDescriptorBuilder described, String parameters) {
        return Waiting.step(Table.add(described, parameters));
    }

    private static StepDescriptorBuilder named(String name) {
        return StepDescriptor.named(name).provider("a provider of reports");
    }
}
