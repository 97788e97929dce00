package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** Artifacts of other runs and in repositories. */
final class Repositories {
    private Repositories() {}

    static List<Step> all() {
        return List.of(
                Waiting.step(named("copyArtifacts", "a provider of other projects' artifacts")
                        .symbol("CopyArtifact")
                        .summary("Copies artifacts of another run into the workspace.")
                        .positional("projectName", TEXT, "Name of the project.")
                        .optional("filter", TEXT, "Pattern of the artifacts; all without.")
                        .optional("excludes", TEXT, "Pattern of those that are left out.")
                        .optional("target", TEXT, "Directory that takes them.")
                        .optional("selector", ANY, "Which run: lastSuccessful(), specific('12'), upstream(), ...")
                        .optional("flatten", TRUTH, false, "Leaves out their directories.")
                        .optional("optional", TRUTH, false, "Goes on when there are none.")
                        .optional("fingerprintArtifacts", TRUTH, true, "Accepted: digests are always kept.")
                        .optional("parameters", TEXT, "Parameters that the run must have had.")
                        .optional("resultVariableSuffix", TEXT, "Names the variable with the run's number.")
                        .optional("includeBuildNumberInTargetPath", TRUTH, false, "Adds the run's number.")
                        .example("copyArtifacts projectName: 'app', selector: lastSuccessful(), filter: '*.jar'")),
                Waiting.step(named("nexusArtifactUploader", "a provider of artifact repositories")
                        .summary("Uploads artifacts to a Nexus.")
                        .required("nexusVersion", TEXT, "nexus2 or nexus3.")
                        .required("protocol", TEXT, "http or https.")
                        .required("nexusUrl", TEXT, "Host and path.")
                        .required("groupId", TEXT, "Group.")
                        .required("version", TEXT, "Version.")
                        .required("repository", TEXT, "Repository.")
                        .optional("credentialsId", TEXT, "Id of the credentials.")
                        .optional("artifacts", LIST, "Maps with artifactId, classifier, file, type.")
                        .optional("artifactId", TEXT, "Older form, for one artifact.")
                        .optional("classifier", TEXT, "Older form, for one artifact.")
                        .optional("file", TEXT, "Older form, for one artifact.")
                        .optional("type", TEXT, "Older form, for one artifact.")
                        .optional("nexusUser", TEXT, "Older form; use credentialsId.")
                        .optional("nexusPassword", TEXT, "Older form; use credentialsId.")
                        .example("""
                                nexusArtifactUploader nexusVersion: 'nexus3', protocol: 'https', nexusUrl: 'nexus.example.org', \
                                groupId: 'org.example', version: '1.2', repository: 'releases', credentialsId: 'nexus', \
                                artifacts: [[artifactId: 'app', file: 'app.jar', type: 'jar']]""")),
                Waiting.step(
                        named("nexusPublisher", "a provider of artifact repositories")
                                .summary("Publishes packages to a Nexus.")
                                .required("nexusInstanceId", TEXT, "Id of the server.")
                                .required("nexusRepositoryId", TEXT, "Id of the repository.")
                                .required("packages", LIST, "Packages.")
                                .optional("tagName", TEXT, "Tag.")
                                .example(
                                        "nexusPublisher nexusInstanceId: 'nexus', nexusRepositoryId: 'releases', packages: []")));
    }

    private static StepDescriptorBuilder named(String name, String provider) {
        return StepDescriptor.named(name).provider(provider);
    }
}
