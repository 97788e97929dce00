package dev.millrace.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.evaluator.lint.Examiner;
import dev.millrace.evaluator.stages.Stages;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.Validate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that pipelines can call explains itself: what it does, each parameter, and a call that is right. */
class DescriptionsTest {
    private static final StepCatalog CATALOG = Bundled.catalog();
    private static final Examiner EXAMINER =
            new Examiner(CATALOG, new Pipelines(CATALOG, Stages.DIALECT, SharedLibraries.ofProcess()));

    static Stream<String> promised() {
        return Stream.of(("stage script node echo timeout checkout library withCredentials dir archiveArtifacts error "
                        + "retry properties stash unstash parallel readJSON writeJSON readYaml writeYaml readProperties "
                        + "readCSV timestamps load deleteDir git build container junit withEnv cache wrap fileExists "
                        + "slackSend bat powershell pwsh step sshagent unstable input tool cleanWs readFile writeFile "
                        + "isUnix archive sleep withMaven lock milestone httpRequest mail emailext publishHTML "
                        + "waitUntil ansiColor pwd copyArtifacts catchError warnError findFiles zip unzip tar untar "
                        + "sha256 touch tee fingerprint ws nodejs podTemplate containerTemplate "
                        + "validateDeclarativePipeline sh unarchive")
                .split(" "));
    }

    @ParameterizedTest
    @MethodSource("promised")
    void each_step_that_jenkinsfiles_use_most_is_there_and_explained(String name) {
        var step = CATALOG.step(name);
        var problems = step.map(DescriptionsTest::step)
                .orElseGet(() -> CATALOG.symbols(name).isEmpty() ? List.of(name + " is not there") : List.of());
        assertEquals(List.of(), problems);
    }

    @Test
    void every_step_is_explained() {
        assertEquals(
                List.of(),
                Bundled.steps().stream().flatMap(step -> step(step).stream()).toList());
    }

    @Test
    void every_value_is_explained() {
        var problems = new ArrayList<String>();
        for (var symbol : CATALOG.symbols()) {
            problems.addAll(explained(
                    symbol.getName() + ", a " + symbol.getKind(),
                    symbol.getSummary(),
                    symbol.getParametersList(),
                    symbol.getExamplesList()));
        }
        assertEquals(List.of(), problems);
    }

    private static List<String> step(StepDescription step) {
        return explained(step.getName(), step.getSummary(), step.getParametersList(), step.getExamplesList());
    }

    private static List<String> explained(
            String name, String summary, List<ParameterDescription> parameters, List<String> examples) {
        var problems = new ArrayList<String>();
        if (!summary.endsWith(".")) {
            problems.add(name + " has no sentence");
        }
        for (var parameter : parameters) {
            if (parameter.getHelp().isBlank()) {
                problems.add(name + ": " + parameter.getName() + " has no help");
            }
        }
        if (examples.isEmpty()) {
            problems.add(name + " has no example");
        }
        for (var example : examples) {
            EXAMINER.examine(Validate.newBuilder()
                            .setFile("example")
                            .setSource("node {\n" + example + "\n}\n")
                            .build())
                    .getProblemsList()
                    .forEach(problem -> problems.add(
                            "%s: %s %s\n%s".formatted(name, problem.getMessage(), problem.getHint(), example)));
        }
        return problems;
    }
}
