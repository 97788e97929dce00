package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.MAP;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** What is set up for tools. The engine itself has tool, nodejs, withAnt and withMaven. */
final class Tools {
    private static final String BROWSERS = "a provider of browsers";
    private static final String DISPLAYS = "a provider of displays";

    private Tools() {}

    static List<Step> all() {
        return List.of(
                Waiting.block(named("configFileProvider", "a provider of configuration files")
                        .category(Category.FILES)
                        .symbol("ConfigFileBuildWrapper")
                        .summary("Puts files that an administrator keeps into the workspace of its body.")
                        .positional(
                                "managedFiles",
                                LIST,
                                "Files: configFile(fileId: ..., variable: ..., targetLocation: ...).")
                        .example("""
                                configFileProvider([configFile(fileId: 'settings', variable: 'SETTINGS')]) {
                                    sh 'mvn -s "$SETTINGS" verify'
                                }""")),
                Waiting.block(named("xvfb", DISPLAYS)
                        .symbol("Xvfb")
                        .summary("Gives its body a virtual X display.")
                        .optional("installationName", TEXT, "Name of the installation.")
                        .optional("displayName", INTEGER, "Number of the display.")
                        .optional("displayNameOffset", INTEGER, "Number from which displays are counted.")
                        .optional("screen", TEXT, "Size and depth: 1024x768x24.")
                        .optional("assignedLabels", TEXT, "Accepted.")
                        .optional("additionalOptions", TEXT, "More options of the program.")
                        .optional("debug", TRUTH, false, "Shows what the program prints.")
                        .optional("timeout", INTEGER, 0, "Seconds to wait for it.")
                        .optional("shutdownWithBuild", TRUTH, false, "Keeps it until the run ends.")
                        .optional("autoDisplayName", TRUTH, false, "Lets the program choose the display.")
                        .optional("parallelBuild", TRUTH, false, "Several runs share an agent.")
                        .example("xvfb {\n    sh 'npm test'\n}")),
                Waiting.block(named("xvnc", DISPLAYS)
                        .symbol("Xvnc")
                        .summary("Gives its body a virtual X display.")
                        .optional("takeScreenshot", TRUTH, false, "Keeps a picture of the end.")
                        .optional("useXauthority", TRUTH, true, "Protects the display.")
                        .example("xvnc {\n    sh 'npm test'\n}")),
                Waiting.block(named("sauce", BROWSERS)
                        .summary("Gives its body an account of Sauce Labs.")
                        .positional("credentialsId", TEXT, "Id of the credentials.")
                        .example("sauce('sauce-labs') {\n    sh 'npm test'\n}")),
                Waiting.block(named("sauceconnect", BROWSERS)
                        .summary("Gives browsers of Sauce Labs a tunnel to the machine of its body.")
                        .optional("options", TEXT, "Options of the tunnel.")
                        .optional("sauceConnectPath", TEXT, "The tunnel's program.")
                        .optional("useGeneratedTunnelIdentifier", TRUTH, false, "Gives the tunnel a name of its own.")
                        .optional("useLatestSauceConnect", TRUTH, false, "Uses the newest program.")
                        .optional("verboseLogging", TRUTH, false, "Shows what the tunnel does.")
                        .example("sauceconnect {\n    sh 'npm test'\n}")),
                Waiting.step(named("saucePublisher", BROWSERS)
                        .symbol("SauceOnDemandTestPublisher")
                        .summary("Keeps which tests ran at Sauce Labs.")
                        .optional("jobVisibility", TEXT, "Who may see them.")
                        .optional("testDataPublishers", LIST, "Accepted.")
                        .example("saucePublisher()")),
                Waiting.step(
                        named("ansiblePlaybook", "a provider of Ansible")
                                .symbol("AnsiblePlaybookBuilder")
                                .summary("Runs an Ansible playbook.")
                                .positional("playbook", TEXT, "File of the playbook.")
                                .optional("inventory", TEXT, "File of the inventory.")
                                .optional("inventoryContent", TEXT, "The inventory itself.")
                                .optional("dynamicInventory", TRUTH, false, "The inventory is a program.")
                                .optional("installation", TEXT, "Name of the installation.")
                                .optional("credentialsId", TEXT, "Id of the key.")
                                .optional("vaultCredentialsId", TEXT, "Id of the vault's password.")
                                .optional("vaultTmpPath", TEXT, "Where the vault's password is put.")
                                .optional("extraVars", MAP, "Variables.")
                                .optional("extras", TEXT, "More arguments.")
                                .optional("limit", TEXT, "Hosts that are meant.")
                                .optional("tags", TEXT, "Tags that are run.")
                                .optional("skippedTags", TEXT, "Tags that are not.")
                                .optional("startAtTask", TEXT, "Task to start at.")
                                .optional("become", TRUTH, false, "Becomes another user.")
                                .optional("becomeUser", TEXT, "That user.")
                                .optional("sudo", TRUTH, false, "Older word for become.")
                                .optional("sudoUser", TEXT, "Older word for becomeUser.")
                                .optional("checkMode", TRUTH, false, "Changes nothing.")
                                .optional("colorized", TRUTH, false, "Prints with colours.")
                                .optional("disableHostKeyChecking", TRUTH, false, "Accepts any host.")
                                .optional("hostKeyChecking", TRUTH, true, "Checks hosts.")
                                .optional("forks", INTEGER, 0, "Hosts at the same time.")
                                .optional("unbuffered", TRUTH, true, "Prints at once.")
                                .example(
                                        "ansiblePlaybook playbook: 'site.yml', inventory: 'hosts', credentialsId: 'deploy-key'")));
    }

    private static StepDescriptorBuilder named(String name, String provider) {
        return StepDescriptor.named(name).provider(provider);
    }
}
