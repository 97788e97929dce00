package dev.millrace.evaluator.language;

import static dev.millrace.wire.proto.ParameterDescription.Type.ANY;
import static dev.millrace.wire.proto.ParameterDescription.Type.LIST;
import static dev.millrace.wire.proto.ParameterDescription.Type.TEXT;
import static dev.millrace.wire.proto.ParameterDescription.Type.TRUTH;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import java.util.List;

/** Descriptions of the engine's steps that find tools. */
final class ToolSteps {
    private static final String CATEGORY = "build";

    private ToolSteps() {}

    static List<StepDescription> all() {
        return List.of(
                step(
                                "tool",
                                "Gives the directory of a tool that an administrator configured, on the agent of the step.")
                        .addExamples("def maven = tool 'maven-3'")
                        .addParameters(required("name", TEXT, "Name of the tool."))
                        .addParameters(
                                named("type", TEXT, "Kind of the tool, where names are ambiguous: maven, jdk, ..."))
                        .build(),
                step("envVarsForTool", "Gives what a tool sets in the environment, as withEnv takes it.")
                        .addExamples(
                                "withEnv(envVarsForTool(toolId: 'maven', toolVersion: 'maven-3')) {\n    sh 'mvn verify'\n}")
                        .addParameters(named("toolId", TEXT, "Kind of the tool.").toBuilder()
                                .setRequired(true))
                        .addParameters(named("toolVersion", TEXT, "Name of the tool.").toBuilder()
                                .setRequired(true))
                        .build(),
                step("nodejs", "Puts a Node.js into PATH for its body.")
                        .setBlock(true)
                        .addSymbols("NodeJSBuildWrapper")
                        .addExamples("nodejs('node-24') {\n    sh 'npm ci'\n}")
                        .addParameters(required("nodeJSInstallationName", TEXT, "Name of the tool."))
                        .addParameters(named("configId", TEXT, "Id of the npmrc file."))
                        .addParameters(named("cacheLocationStrategy", ANY, "Accepted; npm keeps its own cache."))
                        .build(),
                step("withAnt", "Puts an Ant into PATH for its body.")
                        .setBlock(true)
                        .addSymbols("AntWrapper")
                        .addExamples("withAnt(installation: 'ant-1') {\n    sh 'ant dist'\n}")
                        .addParameters(named("installation", TEXT, "Name of the tool."))
                        .addParameters(named("jdk", TEXT, "Name of the JDK."))
                        .build(),
                step("withMaven", "Puts a Maven and a JDK into PATH for its body.")
                        .setBlock(true)
                        .addExamples("withMaven(maven: 'maven-3') {\n    sh 'mvn verify'\n}")
                        .addParameters(named("maven", TEXT, "Name of the tool."))
                        .addParameters(named("jdk", TEXT, "Name of the JDK."))
                        .addParameters(named("mavenSettingsConfig", TEXT, "Id of the settings file."))
                        .addParameters(named("mavenSettingsFilePath", TEXT, "Path of the settings file."))
                        .addParameters(named("globalMavenSettingsConfig", TEXT, "Id of the global settings file."))
                        .addParameters(named("globalMavenSettingsFilePath", TEXT, "Path of the global settings file."))
                        .addParameters(named("mavenLocalRepo", TEXT, "Directory of the local repository."))
                        .addParameters(named("mavenOpts", TEXT, "Options of its Java machine."))
                        .addParameters(named("tempBinDir", TEXT, "Accepted."))
                        .addParameters(named("traceability", TRUTH, "Accepted."))
                        .addParameters(
                                named("options", LIST, "Accepted: junit and archiveArtifacts keep what was built."))
                        .addParameters(named("publisherStrategy", TEXT, "Accepted."))
                        .build());
    }

    private static StepDescription.Builder step(String name, String summary) {
        return StepDescription.newBuilder()
                .setName(name)
                .setSummary(summary)
                .setNeedsNode(true)
                .setCategory(CATEGORY);
    }

    private static ParameterDescription required(String name, ParameterDescription.Type type, String help) {
        return named(name, type, help).toBuilder()
                .setRequired(true)
                .setPositional(true)
                .build();
    }

    private static ParameterDescription named(String name, ParameterDescription.Type type, String help) {
        return ParameterDescription.newBuilder()
                .setName(name)
                .setType(type)
                .setHelp(help)
                .build();
    }
}
