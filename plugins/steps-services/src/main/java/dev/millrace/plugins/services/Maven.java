package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import java.util.List;

/** Maven with what it built kept. */
final class Maven {
    private Maven() {}

    static List<Step> all() {
        return List.of(Waiting.block(StepDescriptor.named("withMaven")
                .provider("a provider of tools")
                .summary("Puts a Maven into PATH for its body and keeps what it built.")
                .optional("maven", TEXT, "Name of the Maven installation.")
                .optional("jdk", TEXT, "Name of the JDK.")
                .optional("mavenSettingsConfig", TEXT, "Id of the settings file.")
                .optional("mavenSettingsFilePath", TEXT, "Path of the settings file.")
                .optional("globalMavenSettingsConfig", TEXT, "Id of the global settings file.")
                .optional("globalMavenSettingsFilePath", TEXT, "Path of the global settings file.")
                .optional("mavenLocalRepo", TEXT, "Directory of the local repository.")
                .optional("mavenOpts", TEXT, "Options of its Java machine.")
                .optional("tempBinDir", TEXT, "Directory for what is generated.")
                .optional("traceability", TRUTH, "Prints what it sets up.")
                .optional("options", LIST, "What is kept: junitPublisher(), artifactsPublisher(), ...")
                .optional("publisherStrategy", TEXT, "IMPLICIT or EXPLICIT.")
                .example("withMaven(maven: 'maven-3') {\n    sh 'mvn verify'\n}")));
    }
}
