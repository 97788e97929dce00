package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.SymbolDescriptor;
import dev.millrace.api.step.SymbolDescriptorBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Values that steps of several services take. */
final class ServiceValues {
    private static final String RUNS = "a provider of other projects' runs";
    private static final String ARTIFACTS = "a provider of other projects' artifacts";
    private static final String COPY = "copyArtifacts projectName: 'app', selector: ";

    private ServiceValues() {}

    static List<SymbolDescriptor> all() {
        return Stream.of(given(), selectors(), recipients(), files(), tools())
                .flatMap(List::stream)
                .toList();
    }

    /** What {@code build} gives to the run that it starts. */
    private static List<SymbolDescriptor> given() {
        return List.of(
                value("string", "StringParameterValue", "A line of text."),
                value("text", "TextParameterValue", "Lines of text."),
                value("password", "PasswordParameterValue", "A text that logs do not show."),
                value("booleanParam", "BooleanParameterValue", "True or false."),
                value("credentials", "CredentialsParameterValue", "Id of credentials."),
                given("run", "RunParameterValue", "A run of another project.")
                        .optional("runId", TEXT, "Project and number.")
                        .example("build job: 'deploy', parameters: [run(name: 'FROM', runId: 'shop#12')]")
                        .build());
    }

    private static SymbolDescriptor value(String name, String type, String summary) {
        return given(name, type, summary)
                .optional("value", ANY, "The value.")
                .optional("description", TEXT, "Accepted.")
                .example("build job: 'deploy', parameters: [" + name + "(name: 'NAME', value: params.NAME)]")
                .build();
    }

    private static SymbolDescriptorBuilder given(String name, String type, String summary) {
        return named(name, "value of a parameter", RUNS)
                .type(type)
                .summary(summary)
                .required("name", TEXT, "Name of the parameter.");
    }

    private static List<SymbolDescriptor> selectors() {
        return List.of(
                selector("lastSuccessful", "StatusBuildSelector", "The last run that succeeded.", "")
                        .optional("stable", TRUTH, "Unstable ones do not count.")
                        .build(),
                selector("lastCompleted", "LastCompletedBuildSelector", "The last run that has ended.", "")
                        .build(),
                selector("lastWithArtifacts", "", "The last run that has artifacts.", "")
                        .build(),
                selector("latestSavedBuild", "SavedBuildSelector", "The last run that is kept for ever.", "")
                        .build(),
                selector("permalink", "PermalinkBuildSelector", "A run by its name.", "'lastStableBuild'")
                        .positional("id", TEXT, "lastBuild, lastStableBuild, lastSuccessfulBuild, ...")
                        .build(),
                selector("specific", "SpecificBuildSelector", "A run by its number.", "'12'")
                        .positional("buildNumber", TEXT, "The number.")
                        .build(),
                selector("upstream", "TriggeredBuildSelector", "The run that started this one.", "")
                        .optional("fallbackToLastSuccessful", TRUTH, "The last that succeeded, if there is none.")
                        .optional("allowUpstreamDependencies", TRUTH, "Accepted.")
                        .optional("upstreamFilterStrategy", TEXT, "UseGlobalSetting, UseOldest or UseNewest.")
                        .build(),
                selector(
                                "downstream",
                                "DownstreamBuildSelector",
                                "A run that another one started.",
                                "upstreamProjectName: 'app', upstreamBuildNumber: '12'")
                        .optional("upstreamProjectName", TEXT, "Project of the other one.")
                        .optional("upstreamBuildNumber", TEXT, "Number of the other one.")
                        .build(),
                selector("buildParameter", "ParameterizedBuildSelector", "The run that a parameter names.", "'FROM'")
                        .positional("parameterName", TEXT, "Name of the parameter.")
                        .build());
    }

    private static SymbolDescriptorBuilder selector(String name, String type, String summary, String example) {
        var builder =
                named(name, "choice of a run", ARTIFACTS).summary(summary).example(COPY + name + "(" + example + ")");
        return type.isEmpty() ? builder : builder.type(type);
    }

    private static List<SymbolDescriptor> recipients() {
        return List.of(
                recipient("developers", "DevelopersRecipientProvider", "Who committed to this run."),
                recipient("requestor", "RequesterRecipientProvider", "Who started the run."),
                recipient("culprits", "CulpritsRecipientProvider", "Who committed since the last good run."),
                recipient("recipients", "ListRecipientProvider", "Those that the project names."),
                recipient("contributor", "ContributorMetadataRecipientProvider", "Who wrote the change request."),
                recipient(
                        "upstreamDevelopers",
                        "UpstreamComitterRecipientProvider",
                        "Who committed to the runs that started this one."),
                recipient(
                        "brokenBuildSuspects",
                        "FirstFailingBuildSuspectsRecipientProvider",
                        "Who committed to the first bad run."),
                recipient(
                        "brokenTestsSuspects",
                        "FailingTestSuspectsRecipientProvider",
                        "Who committed when tests began to fail."));
    }

    private static SymbolDescriptor recipient(String name, String type, String summary) {
        return named(name, "recipients of a mail", "a mail server")
                .type(type)
                .summary(summary)
                .example("emailext subject: 'Failed', body: env.BUILD_URL, recipientProviders: [" + name + "()]")
                .build();
    }

    private static List<SymbolDescriptor> files() {
        return List.of(
                named("configFile", "file of an administrator", "a provider of configuration files")
                        .type("ManagedFile")
                        .summary("A file that an administrator keeps.")
                        .required("fileId", TEXT, "Id of the file.")
                        .optional("variable", TEXT, "Variable that gets its path.")
                        .optional("targetLocation", TEXT, "Where it is put in the workspace.")
                        .optional("replaceTokens", TRUTH, "Replaces ${NAME} in it.")
                        .example("configFileProvider([configFile(fileId: 'settings', variable: 'SETTINGS')]) {\n"
                                + "    sh 'mvn -s \"$SETTINGS\" verify'\n}")
                        .build(),
                named("arbitraryFileCache", "cache of files", "a provider of caches")
                        .type("ArbitraryFileCache")
                        .summary("Files that are kept between runs.")
                        .required("path", TEXT, "Directory of the files.")
                        .optional("includes", TEXT, "Pattern of the files; all without.")
                        .optional("excludes", TEXT, "Pattern of those that are left out.")
                        .optional("cacheName", TEXT, "Name of the cache.")
                        .optional("cacheValidityDecidingFile", TEXT, "File whose content decides if it is still good.")
                        .optional("useDefaultExcludes", TRUTH, "Leaves out files of version control.")
                        .optional("compressionMethod", TEXT, "NONE, ZIP, TARGZ, TAR_ZSTD, ...")
                        .example("cache(caches: [arbitraryFileCache(path: 'node_modules', "
                                + "cacheValidityDecidingFile: 'package-lock.json')]) {\n    sh 'npm ci'\n}")
                        .build());
    }

    private static List<SymbolDescriptor> tools() {
        return Stream.concat(
                        Stream.of(
                                        "java javaDoc mavenConsole checkStyle spotBugs findBugs pmdParser cpd esLint tsLint errorProne "
                                                + "groovyScript gcc clang cppCheck pyLint flake8 kotlin scala sonarQube taskScanner issues "
                                                + "sarif trivy hadoLint shellCheck styleLint ktLint goLint cargo msBuild")
                                .flatMap(names -> Stream.of(names.split(" ")))
                                .map(ServiceValues::tool),
                        Stream.of(
                                coverage("jacocoAdapter"),
                                coverage("coberturaAdapter"),
                                coverage("istanbulCoberturaAdapter")))
                .toList();
    }

    private static SymbolDescriptor coverage(String name) {
        return named(name, "format of coverage", "a provider of reports")
                .summary("Files with coverage.")
                .optional("path", TEXT, "Pattern of the files.")
                .optional("thresholds", LIST, "What has to be reached.")
                .optional("mergeToOneReport", TRUTH, "One report of all files.")
                .example("publishCoverage adapters: [" + name + "(path: 'build/*.xml')]")
                .build();
    }

    private static SymbolDescriptor tool(String name) {
        return named(name, "format of findings", "a provider of reports")
                .summary("What a tool found: its files, or what it printed.")
                .optional("pattern", TEXT, "Pattern of the files; the log without.")
                .optional("id", TEXT, "Name of the report in addresses.")
                .optional("name", TEXT, "Name of the report for people.")
                .optional("reportEncoding", TEXT, "Encoding of the files.")
                .optional("skipSymbolicLinks", TRUTH, "Does not follow links.")
                .optional("linesLookAhead", INTEGER, "Accepted.")
                .example("recordIssues tools: [" + name + "(pattern: 'build/found.xml')]")
                .build();
    }

    private static SymbolDescriptorBuilder named(String name, String kind, String provider) {
        return SymbolDescriptor.named(name).kind(kind).provider(provider);
    }
}
