package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** Blocks that lend secrets to their body. */
final class Credentials {
    private Credentials() {}

    static List<Step> all() {
        return List.of(
                Waiting.block(named("withCredentials")
                        .summary("Lends secrets to its body, as variables or files.")
                        .positional(
                                "bindings",
                                LIST,
                                "What is bound to which variable: string, usernamePassword, usernameColonPassword, file, zip, "
                                        + "sshUserPrivateKey or certificate, each with credentialsId.")
                        .example("""
                                withCredentials([usernamePassword(credentialsId: 'registry', usernameVariable: 'NAME', \
                                passwordVariable: 'PASSWORD')]) {
                                    sh 'login "$NAME" "$PASSWORD"'
                                }""")
                        .example("""
                                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                                    sh 'publish'
                                }""")),
                Waiting.block(named("sshagent")
                        .symbol("SSHAgentBuildWrapper")
                        .summary("Runs an SSH agent that holds keys for its body.")
                        .positional("credentials", LIST, "Ids of the keys.")
                        .optional("ignoreMissing", TRUTH, false, "Goes on without keys that are not there.")
                        .example("sshagent(['deploy-key']) {\n    sh 'git push'\n}")),
                Waiting.block(named("maskPasswords")
                        .symbol("MaskPasswordsBuildWrapper")
                        .summary("Hides more texts in the log of its body.")
                        .optional("varPasswordPairs", LIST, "Maps with var and password.")
                        .optional("varMaskRegexes", LIST, "Patterns of what is hidden.")
                        .optional("scope", TEXT, "Accepted.")
                        .example("maskPasswords(varPasswordPairs: [[var: 'A', password: a]]) {\n    sh 'run'\n}")));
    }

    private static StepDescriptorBuilder named(String name) {
        return StepDescriptor.named(name).category(Category.CREDENTIALS).provider("a provider of credentials");
    }
}
