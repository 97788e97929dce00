package dev.millrace.evaluator.declarative;

import static dev.millrace.evaluator.declarative.Sources.pipeline;
import static dev.millrace.evaluator.declarative.Sources.stage;
import static dev.millrace.evaluator.declarative.Sources.stages;
import static dev.millrace.evaluator.declarative.Sources.steps;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is found at its place, and its words say what it is and what to write. */
class MistakesTest {
    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of(
                        "§pipeline { stages { stage('s') { steps { echo 'x' } } } }",
                        "section \"agent\" | Write agent any"),
                Arguments.of("§pipeline { agent any }", "Missing required section \"stages\" | Write stages"),
                Arguments.of(
                        pipeline("agent any\n§triggres { cron('@daily') }"), "\"triggres\" | Did you mean 'triggers'?"),
                Arguments.of(pipeline("agent any\n§notifications { }"), "\"notifications\" | It is now called post"),
                Arguments.of(pipeline("agent any\n§matrix { }"), "\"matrix\" | It belongs into a stage"),
                Arguments.of(stage("§parameters { }\nsteps { echo 'x' }"), "| It belongs directly into pipeline { }"),
                Arguments.of(
                        pipeline("agent any\n§agent none"), "Multiple occurrences of the agent section | Join them"),
                Arguments.of(
                        pipeline("agent any\n§environment"),
                        "Some extra configuration is required. | Write environment { }"),
                Arguments.of(
                        pipeline("agent any\n§def x = 1"),
                        "Not a valid section | Scripted code goes into steps { script { } }"),
                Arguments.of(stages("§echo 'x'"), "Expected a stage"),
                Arguments.of(
                        stages("§stage { steps { echo 'x' } }"), "Expected a stage name | Write stage('Build') { }"),
                Arguments.of(
                        stages("stage(§\"a ${b}\") { steps { echo 'x' } }"),
                        "string literal | Use single quotes and no ${…}"),
                Arguments.of(
                        stages("stage('a') { steps { echo 'x' } }\n§stage('a') { steps { echo 'x' } }"),
                        "Duplicate stage name: \"a\" | Rename one"),
                Arguments.of(stages("§stage('a') { }"), "Nothing to execute within stage \"a\" | Add one of steps"),
                Arguments.of(
                        stage("steps { echo 'x' }\n§parallel { stage('a') { steps { echo 'x' } } }"),
                        "allowed for stage \"s\" | Move parallel to a stage of its own"),
                Arguments.of(
                        stage("§agent any\nparallel { stage('a') { steps { echo 'x' } } }"),
                        "\"agent\" is not allowed in a stage with parallel | Put it into the stages inside"),
                Arguments.of(stage("§failFast 'yes'\nsteps { echo 'x' }"), "Expected a boolean"),
                Arguments.of(
                        stage("parallel { stage('a') { §parallel { stage('b') { steps { echo 'x' } } } } }"),
                        "top-level stage. | Use the parallel step inside script { }"));
    }

    static Stream<Arguments> agents() {
        return Stream.of(
                Arguments.of(pipeline("§agent"), "No agent type specified | Write agent any"),
                Arguments.of(pipeline("§agent an"), "No agent type specified | Did you mean 'any'?"),
                Arguments.of(pipeline("agent { §lable 'x' }"), "Invalid agent type \"lable\" | Did you mean 'label'?"),
                Arguments.of(pipeline("§agent { }"), "No agent type specified | Valid are any, docker"),
                Arguments.of(
                        pipeline("agent {\nlabel 'x'\n§customWorkspace 'y'\n}"),
                        "Only one agent type | Put them into one: agent { node {"),
                Arguments.of(
                        pipeline("agent { docker { image 'x'\n§imgae 'y' } }"),
                        "config option \"imgae\" for agent type \"docker\" | Did you mean 'image'?"),
                Arguments.of(
                        pipeline("agent { docker { image 'x'\nreuseNode §5 } }"),
                        "\"reuseNode\" takes true or false, not 5"),
                Arguments.of(
                        pipeline("agent { §docker { args '-v x:y' } }"),
                        "Missing required parameter for agent type \"docker\": image | Add image '…'"),
                Arguments.of(
                        pipeline("agent { §dockerfile { filename 'docker/Dockerfile' } }"),
                        "a name, not a path | Write dir 'docker' beside it"),
                Arguments.of(
                        pipeline("agent { node { §label 'a', 'b' } }"),
                        "\"label\" takes one value | Write label 'value'"),
                Arguments.of(
                        pipeline("agent { node { label 'a'\n§label 'b' } }"), "Duplicate config option \"label\""));
    }

    static Stream<Arguments> directives() {
        return Stream.of(
                Arguments.of(pipeline("agent any\n§environment { }"), "No variables specified"),
                Arguments.of(
                        pipeline("agent any\nenvironment { §echo 'x' }"),
                        "Expected name=value pairs | Write NAME = 'value'"),
                Arguments.of(
                        pipeline("agent any\nenvironment { A = 'x'\n§A = 'y' }"),
                        "Duplicate environment variable name: \"A\""),
                Arguments.of(pipeline("agent any\nenvironment { §A$B = 'x' }"), "\"A$B\" can not be the name"),
                Arguments.of(
                        pipeline("agent any\nenvironment { A = §${env.B} }"),
                        "only inside double quotes | Write \"${…}\""),
                Arguments.of(pipeline("agent any\nenvironment { A = §credentials() }"), "takes one value: the id"),
                Arguments.of(
                        pipeline("agent any\nenvironment { A = credentials(§5) }"), "the id of a credential, not 5"),
                Arguments.of(pipeline("agent any\nenvironment { A = §{ 'x' } }"), "single quoted"),
                Arguments.of(pipeline("agent any\n§options { }"), "No options specified"),
                Arguments.of(pipeline("agent any\noptions { §timeouts(1) }"), "\"timeouts\" | Did you mean 'timeout'?"),
                Arguments.of(pipeline("agent any\noptions { §parameters { } }"), "Move parameters { } out"),
                Arguments.of(
                        pipeline("agent any\noptions { timeout(time: §'soon') }"),
                        "takes a whole number, not the text 'soon'"),
                Arguments.of(
                        pipeline("agent any\noptions { timeout(time: 1, unit: §'HOUR') }"), "| Did you mean 'HOURS'?"),
                Arguments.of(
                        pipeline("agent any\noptions { preserveStashes(buildCount: §51) }"), "from 1 to 50, not 51"),
                Arguments.of(
                        pipeline("agent any\noptions { disableResume(§1) }"), "\"disableResume\" takes no arguments"),
                Arguments.of(
                        pipeline("agent any\noptions { buildDiscarder(logRotator(§numToKeep: '5')) }"),
                        "\"numToKeep\" of value \"logRotator\" | Did you mean 'numToKeepStr'?"),
                Arguments.of(
                        stage("options { §skipStagesAfterUnstable() }\nsteps { echo 'x' }"),
                        "\"skipStagesAfterUnstable\""),
                Arguments.of(
                        stage("options { §quietPeriod(3) }\nsteps { echo 'x' }"),
                        "Invalid option type \"quietPeriod\" | It is an option of the whole pipeline"),
                Arguments.of(pipeline("agent any\nparameters { §sting(name: 'a') }"), "| Did you mean 'string'?"),
                Arguments.of(
                        pipeline("agent any\nparameters { §string(defaultValue: 'a') }"),
                        "Missing required parameter: \"name\""),
                Arguments.of(
                        pipeline("agent any\nparameters { string(name: §5) }"),
                        "takes text, not 5 | Put it in quotes: '5'"),
                Arguments.of(
                        pipeline("agent any\nparameters { booleanParam(name: 'a', defaultValue: §'maybe') }"),
                        "true or false, not the text 'maybe'"),
                Arguments.of(
                        pipeline("agent any\nparameters { string(name: 'a')\nstring(name: §'a') }"),
                        "Duplicate parameter name: \"a\""),
                Arguments.of(pipeline("agent any\nparameters { §choice(§'a', 'b') }"), "Missing"),
                Arguments.of(pipeline("agent any\ntriggers { §corn('@daily') }"), "| Did you mean 'cron'?"),
                Arguments.of(
                        pipeline("agent any\ntriggers { §cron() }"),
                        "\"spec\" of trigger \"cron\" | Write cron(spec: …)"),
                Arguments.of(pipeline("agent any\ntriggers { cron(f §{ -> '@daily' }) }"), "takes no block"),
                Arguments.of(
                        pipeline("agent any\ntriggers { cron('a')\n§cron('b') }"), "Duplicate trigger name: \"cron\""),
                Arguments.of(pipeline("agent any\ntools { §mavn 'x' }"), "tool type \"mavn\" | Did you mean 'maven'?"),
                Arguments.of(pipeline("agent any\ntools { maven §5 }"), "The name of a tool is text, not 5"),
                Arguments.of(pipeline("agent any\ntools { §maven }"), "Expected a tool's type and name"),
                Arguments.of(pipeline("agent any\nlibraries { §libs('x') }"), "Write lib('name@version')"),
                Arguments.of(pipeline("agent any\nlibraries { §lib(5) }"), "lib takes the name of a library as text"),
                Arguments.of(pipeline("agent any\npost { §allways { echo 'x' } }"), "| Did you mean 'always'?"),
                Arguments.of(pipeline("agent any\n§post { }"), "post can not be empty"),
                Arguments.of(stage("§input { ok 'Yes' }\nsteps { echo 'x' }"), "No message specified for input"),
                Arguments.of(
                        stage("input { message §5 }\nsteps { echo 'x' }"), "\"message\" of input takes text, not 5"),
                Arguments.of(
                        stage("input { message 'x'\n§submiter 'y' }\nsteps { echo 'x' }"),
                        "| Did you mean 'submitter'?"));
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of(stage("§when { }\nsteps { echo 'x' }"), "Empty when closure"),
                Arguments.of(stage("§when { beforeAgent true }\nsteps { echo 'x' }"), "Empty when closure"),
                Arguments.of(stage("when { §brunch 'x' }\nsteps { echo 'x' }"), "| Did you mean 'branch'?"),
                Arguments.of(stage("when { §branch() }\nsteps { echo 'x' }"), "\"pattern\" of condition \"branch\""),
                Arguments.of(
                        stage("when { branch pattern: 'x', comparator: §'GLOBE' }\nsteps { echo 'x' }"),
                        "| Did you mean 'GLOB'?"),
                Arguments.of(
                        stage("when { §branch pattern: '(', comparator: 'REGEXP' }\nsteps { echo 'x' }"),
                        "no regular expression"),
                Arguments.of(stage("when { §changelog '[' }\nsteps { echo 'x' }"), "'[' is no regular expression"),
                Arguments.of(stage("when { §environment name: 'x' }\nsteps { echo 'x' }"), "\"value\" of condition"),
                Arguments.of(
                        stage("when { equals expected: 1, actual: 2, §not: 3 }\nsteps { echo 'x' }"),
                        "It has actual, expected"),
                Arguments.of(
                        stage("when { buildingTag(§'x') }\nsteps { echo 'x' }"), "\"buildingTag\" takes no arguments"),
                Arguments.of(
                        stage("when { §buildingTag }\nsteps { echo 'x' }"),
                        "Expected a when condition | Write buildingTag()"),
                Arguments.of(stage("when { §triggeredBy() }\nsteps { echo 'x' }"), "triggeredBy needs a cause"),
                Arguments.of(
                        stage("when { §not { branch 'x'\nbranch 'y' } }\nsteps { echo 'x' }"),
                        "not takes one condition"),
                Arguments.of(stage("when { anyOf { §expression 'x' } }\nsteps { echo 'x' }"), "needs a block"),
                Arguments.of(
                        stage("when { anyOf { branch 'x'\n§beforeAgent true } }\nsteps { echo 'x' }"),
                        "only directly in when"),
                Arguments.of(
                        stage("when { branch 'x'\n§beforeAgent 'yes' }\nsteps { echo 'x' }"), "Write beforeAgent true"),
                Arguments.of(
                        stage("when { §if (true) { branch 'x' } }\nsteps { echo 'x' }"), "goes into expression { }"));
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of(stage("§steps { }"), "No steps specified"),
                Arguments.of(
                        steps("§ecoh 'x'"),
                        "There is no step 'ecoh', and the file does not define it | Did you mean 'echo'?"),
                Arguments.of(steps("§if (true) { echo 'x' }"), "Expected a step | Scripted code goes into script { }"),
                Arguments.of(steps("§def x = 1"), "Expected a step"),
                Arguments.of(steps("§echo"), "Expected a step, not the name \"echo\" | Write echo()"),
                Arguments.of(steps("§stage('x') { }"), "not allowed in this context | Nest stages with stages { }"),
                Arguments.of(steps("dir('x') {\n§if (true) { echo 'x' }\n}"), "Expected a step"),
                Arguments.of(steps("dir('x') {\n§ecoh 'x'\n}"), "Did you mean 'echo'?"),
                Arguments.of(
                        steps("sh §scrip: 'x', script: 'y'"),
                        "Invalid parameter \"scrip\" of step \"sh\" | Did you mean 'script'?"),
                Arguments.of(
                        steps("§sh()"), "Missing required parameter: \"script\" of step \"sh\" | Write sh(script: …)"),
                Arguments.of(steps("§sh returnStdout: true"), "Missing required parameter: \"script\""),
                Arguments.of(
                        steps("sh(script: 'x', returnStdout: §'perhaps')"),
                        "takes true or false, not the text 'perhaps'"),
                Arguments.of(steps("sh(script: §['a', 'b'])"), "takes text, not a list"),
                Arguments.of(steps("sh(script: §[a: 1], returnStdout: true)"), "takes text, not a map"),
                Arguments.of(steps("sh 'a', §'b'"), "\"sh\" takes one value without a name, not 2 | Name them"),
                Arguments.of(steps("sh('a') §{ echo 'x' }"), "sh takes no block"),
                Arguments.of(steps("§dir('x')"), "dir needs a block | Write dir(path: …) { }"),
                Arguments.of(steps("timeout(time: §'long') { echo 'x' }"), "takes a whole number, not the text 'long'"),
                Arguments.of(steps("timeout(time: §1.5) { echo 'x' }"), "takes a whole number, not 1.5"),
                Arguments.of(
                        steps("timeout(time: §9223372036854775808) { echo 'x' }"),
                        "too large: it goes up to 9223372036854775807"),
                Arguments.of(steps("sh §${FOO}"), "only inside double quotes"),
                Arguments.of(steps("§${FOO}"), "only inside double quotes"),
                Arguments.of(steps("pick §'blue'"), "takes one of red, green, not the text 'blue'"),
                Arguments.of(steps("pick §'gren'"), "| Did you mean 'green'?"),
                Arguments.of(steps("pick share: §'half'"), "takes a number, not the text 'half'"),
                Arguments.of(steps("pick tags: §'x'"), "takes a map, not the text 'x'"),
                Arguments.of(steps("§pick('red', colour: 'green')"), "is given twice: by name and without"),
                Arguments.of(
                        steps("sh script: 'x', §script: 'y'"), "Duplicate named parameter 'script' found | Remove one"),
                Arguments.of(
                        steps("parallel(a: { echo 'x' }, failFast: §'banana')"), "Expected a boolean with failFast"),
                Arguments.of(
                        steps("parallel(a: { echo 'x' }, §failFats: true)"), "is no block | Did you mean 'failFast'?"),
                Arguments.of(steps("parallel(a: { §ecoh 'x' })"), "Did you mean 'echo'?"),
                Arguments.of(steps("§parallel()"), "parallel has no branches"),
                Arguments.of(steps("echo 'x'\n§parallel(a: { echo 'x' })"), "only top-level step"),
                Arguments.of(steps("§properties([])"), "not allowed in this context"),
                Arguments.of(
                        pipeline("agent any\ntriggers { cron(§properties([])) }"),
                        "\"properties\" used - not allowed"));
    }

    static Stream<Arguments> matrices() {
        return Stream.of(
                Arguments.of(
                        stage("§matrix { stages { stage('a') { steps { echo 'x' } } } }"),
                        "Missing required section \"axes\""),
                Arguments.of(
                        stage("§matrix { axes { axis { name 'A'; values 'b' } } }"),
                        "Missing required section \"stages\""),
                Arguments.of(matrix("axes { §axis { values 'b' } }"), "Missing required field \"name\" of axis"),
                Arguments.of(matrix("axes { §axis { name 'A' } }"), "Missing required field \"values\" of axis"),
                Arguments.of(
                        matrix("axes { axis { name §'1A'; values 'b' } }"), "\"1A\" can not be the name of an axis"),
                Arguments.of(
                        matrix("axes { axis { name §\"${x}\"; values 'b' } }"),
                        "for axis name \"${x}\" | Use single quotes"),
                Arguments.of(
                        matrix("axes { axis { name 'A'; values §x } }"),
                        "computed values go into a block: values { … }"),
                Arguments.of(
                        matrix("axes { axis { name 'A'; values(§['b', 'c']) } }"),
                        "Expected a literal for axis values"),
                Arguments.of(matrix("axes { axis { name 'A'; values 'b', §'b' } }"), "Duplicate value 'b'"),
                Arguments.of(
                        matrix("axes { axis { name 'A'; values 'b' }\n§axis { name 'A'; values 'c' } }"),
                        "Duplicate axis name: \"A\""),
                Arguments.of(matrix("axes { §axe { } }"), "Expected an axis"),
                Arguments.of(matrix("§axes { }"), "\"axes\" can not be empty"),
                Arguments.of(
                        matrix(
                                "axes { axis { name 'OS'; values 'b', 'c' } }\nexcludes { exclude { §axis { name 'SO'; values 'b' } } }"),
                        "names an axis that the matrix does not have | Did you mean 'OS'?"),
                Arguments.of(
                        matrix("axes { axis { name 'A'; values 'b', 'c' } }\n"
                                + "excludes { exclude { axis { name 'A'; values 'b'\n§notValues 'c' } } }"),
                        "Only one of \"values\" and \"notValues\""),
                Arguments.of(stage("""
                                §matrix {
                                    axes { axis { name 'A'; values 'b' } }
                                    excludes { exclude { axis { name 'A'; values 'b' } } }
                                    stages { stage('a') { steps { echo 'x' } } }
                                }"""), "The excludes leave no cell"),
                Arguments.of(
                        stage("§matrix {\naxes { axis { name 'X'; values " + numbers(120) + " }\n"
                                + "axis { name 'Y'; values " + numbers(120) + " } }\n"
                                + "stages { stage('a') { steps { echo 'x' } } } }"),
                        "has 14400 cells; the limit is 10000"));
    }

    private static String numbers(int count) {
        return String.join(
                ", ", IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }

    private static String matrix(String body) {
        return stage("matrix {\n" + body + "\nstages { stage('a') { steps { echo 'x' } } }\n}");
    }

    @ParameterizedTest
    @MethodSource({"sections", "agents", "directives", "conditions", "calls", "matrices"})
    void a_mistake_is_found_at_its_place_and_named(String source, String expected) {
        var found = Sources.check(source);
        var words = Sources.words(found);
        assertEquals(
                Sources.marks(source),
                Sources.places(found).stream().distinct().toList(),
                () -> words + "\nin\n" + source);
        for (var part : Sources.parts(expected)) {
            assertTrue(words.contains(part), () -> "'" + part + "' is not in: " + words);
        }
    }

    @Test
    void all_mistakes_of_a_file_come_at_once_in_the_order_of_the_source() {
        var source = """
                pipeline {
                    agent { §lable 'x' }
                    §triggres { cron('@daily') }
                    options {
                        timeout(time: §'soon')
                        §retri(3)
                    }
                    parameters {
                        string(name: 'A', §defaultVal: 'x')
                    }
                    stages {
                        stage('a') {
                            when { §brunch 'main' }
                            steps {
                                §ecoh 'x'
                                sh(§scrip: 'x', script: 'make')
                            }
                        }
                        §stage('a') {
                            steps { echo 'y' }
                            post { §allways { echo 'z' } }
                        }
                    }
                }
                """;
        var found = Sources.check(source);
        assertAll(
                () -> assertEquals(Sources.marks(source), Sources.places(found), () -> Sources.words(found)),
                () -> assertTrue(
                        found.stream().allMatch(problem -> problem.getFile().equals("Jenkinsfile"))),
                () -> assertTrue(
                        found.stream()
                                .filter(problem -> !problem.getMessage().contains("whole number"))
                                .noneMatch(problem -> problem.getHint().isEmpty()),
                        () -> Sources.words(found)));
    }

    @Test
    void places_are_right_behind_tabs_and_with_any_end_of_line() {
        var source = """
                pipeline {
                \tagent any
                \tstages {
                \t\tstage('a') {
                \t\t\tsteps {
                \t\t\t\t§ecoh 'x'
                \t  \tsh(§scrip: 'x', script: 'y')
                \t\t\t}
                \t\t}
                \t}
                }
                """;
        for (var text : List.of(source, source.replace("\n", "\r\n"))) {
            assertEquals(Sources.marks(text), Sources.places(Sources.check(text)));
        }
    }
}
