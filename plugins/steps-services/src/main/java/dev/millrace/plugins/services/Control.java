package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;

/** What runs do to each other: other projects' runs, caches. */
final class Control {
    private Control() {}

    static List<Step> all() {
        return List.of(
                Waiting.step(named("build", "a provider of other projects' runs")
                        .summary("Starts a run of another project.")
                        .positional("job", TEXT, "Name of the project.")
                        .optional("parameters", LIST, "Parameters: string, booleanParam, text, ...")
                        .optional("wait", TRUTH, true, "Waits until it has ended.")
                        .optional("propagate", TRUTH, true, "Fails if it did not end as SUCCESS.")
                        .optional("waitForStart", TRUTH, false, "Waits until it has begun.")
                        .optional("quietPeriod", INTEGER, "Seconds before it begins.")
                        .example("build job: 'deploy', parameters: [string(name: 'VERSION', value: '1.2')]")),
                Waiting.step(named("waitForBuild", "a provider of other projects' runs")
                        .summary("Waits for a run of another project.")
                        .positional("runId", TEXT, "Project and number: deploy#12.")
                        .optional("propagate", TRUTH, true, "Fails if it did not end as SUCCESS.")
                        .optional("propagateAbort", TRUTH, false, "Aborts it when this run is aborted.")
                        .example("waitForBuild 'deploy#12'")),
                Waiting.block(named("cache", "a provider of caches")
                        .summary("Restores files before its body and saves them after it.")
                        .optionalPositional(
                                "caches", LIST, "What is cached: arbitraryFileCache(path: ..., cacheName: ...).")
                        .optional("maxCacheSize", INTEGER, "Mebibytes at most.")
                        .optional("defaultBranch", TEXT, "Branch whose cache is used where there is none.")
                        .optional("skipSave", TRUTH, false, "Only restores.")
                        .optional("skipRestore", TRUTH, false, "Only saves.")
                        .example("""
                                cache(caches: [arbitraryFileCache(path: 'node_modules', cacheValidityDecidingFile: 'package-lock.json')]) {
                                    sh 'npm ci'
                                }""")),
                Waiting.block(named("withBuildUser", "a provider of user names")
                        .symbol("BuildUser")
                        .summary("Tells its body who started the run.")
                        .optional("useGitAuthor", TRUTH, false, "Accepted.")
                        .example("withBuildUser {\n    echo env.BUILD_USER\n}")),
                Waiting.step(named("buildDescription", "a provider of descriptions")
                        .summary("Sets the description of the run; currentBuild.description does the same.")
                        .positional("descriptionTemplate", TEXT, "The description.")
                        .optional("mergeWithParameters", TRUTH, false, "Accepted.")
                        .example("buildDescription \"${env.GIT_BRANCH}\"")),
                Waiting.step(named("buildName", "a provider of names")
                        .summary("Sets the name of the run; currentBuild.displayName does the same.")
                        .positional("buildName", TEXT, "The name.")
                        .optional("fromFile", TEXT, "File that holds it.")
                        .optional("runAtStart", TRUTH, true, "Accepted.")
                        .optional("runAtEnd", TRUTH, true, "Accepted.")
                        .example("buildName \"#${env.BUILD_NUMBER}\"")));
    }

    private static StepDescriptorBuilder named(String name, String provider) {
        return StepDescriptor.named(name).category(Category.CONTROL).provider(provider);
    }
}
