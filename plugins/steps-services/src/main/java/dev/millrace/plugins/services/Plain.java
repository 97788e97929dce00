package dev.millrace.plugins.services;

import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepDescriptorBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blocks that change only how something looks: they run their body as it is. */
record Plain(StepDescriptor descriptor) implements BlockStep {
    @Override
    public BlockScope open(StepCall call) {
        return new BlockScope(Optional.empty(), Map.of());
    }

    static List<Step> all() {
        return List.of(
                plain(StepDescriptor.named("ansiColor")
                        .summary("Keeps the colours that its body's processes print.")
                        .symbol("AnsiColorBuildWrapper")
                        .optionalPositional("colorMapName", TEXT, "Accepted; the console shows the usual colours.")
                        .example("ansiColor('xterm') {\n    sh 'npm test'\n}")),
                plain(StepDescriptor.named("withGradle")
                        .summary("Runs its body; build scans of Gradle are not collected.")
                        .example("withGradle {\n    sh './gradlew build'\n}")),
                plain(StepDescriptor.named("withChecks")
                        .category(Category.NOTIFICATION)
                        .summary("Names the check that the steps of its body report to.")
                        .positional("name", TEXT, "Name of the check.")
                        .optional("includeStage", TRUTH, false, "Adds the stage's name.")
                        .example("withChecks('Tests') {\n    junit 'reports/*.xml'\n}")),
                plain(StepDescriptor.named("gitlabBuilds")
                        .category(Category.NOTIFICATION)
                        .summary("Announces the commit statuses that its body sets, as pending.")
                        .positional("builds", LIST, "Names of the statuses.")
                        .example("gitlabBuilds(builds: ['build', 'test']) {\n    sh 'make'\n}")));
    }

    private static Step plain(StepDescriptorBuilder described) {
        return new Plain(described.recovery(Recovery.REPEAT).build());
    }
}
