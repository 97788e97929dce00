package dev.millrace.evaluator.declarative;

import static dev.millrace.evaluator.declarative.Sources.stage;
import static dev.millrace.evaluator.declarative.Sources.stages;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code needs}, {@code outputs}, computed axes, and what reads outputs. */
class GraphLanguageTest {
    private static final String PLAN =
            "stage('plan') { outputs { list 'shards'; text 'version' }\nsteps { echo 'x' } }\n";

    private static String plain(String name, String head) {
        return "stage('" + name + "') { " + head + "\nsteps { echo 'x' } }\n";
    }

    static Stream<Arguments> needs() {
        return Stream.of(
                Arguments.of(
                        stages(plain("a", "") + plain("b", "needs §'nobody'")),
                        "needs \"nobody\", which is no stage | Its block has a"),
                Arguments.of(stages(plain("build", "") + plain("b", "needs §'biuld'")), "| Did you mean 'build'?"),
                Arguments.of(stages(plain("a", "needs §'a'")), "\"a\" needs itself | Remove it"),
                Arguments.of(stages(plain("a", "") + plain("b", "needs 'a', §'a'")), "needs \"a\" twice"),
                Arguments.of(
                        stages(plain("a", "") + plain("b", "needs 'a'\nneeds §'a', on: 'failure'")),
                        "can never run: it needs \"a\" to succeed and to fail | Write on: 'always'"),
                Arguments.of(
                        stages(plain("a", "")
                                + plain("b", "needs 'a'")
                                + plain("c", "needs 'b'\nneeds §'a', on: 'failure'")),
                        "can never run: it needs \"a\" to fail, and \"b\" to succeed, which needs \"a\" to succeed"),
                Arguments.of(
                        stages(plain("a", "needs §'c'") + plain("b", "needs 'a'") + plain("c", "needs 'b'")),
                        "wait for each other: \"a\" needs \"c\" needs \"b\" needs \"a\" | Remove one of these needs"),
                Arguments.of(stages(plain("a", "") + plain("b", "§needs()")), "needs takes names of stages"),
                Arguments.of(
                        stages(plain("a", "") + plain("b", "needs §name")),
                        "literal text | Write needs 'build', 'lint'"),
                Arguments.of(stages(plain("a", "") + plain("b", "needs 'a', on: §'fail'")), "always, failure, success"),
                Arguments.of(
                        stages(plain("a", "") + plain("b", "needs 'a', §when: 'always'")), "It has only on: 'failure'"),
                Arguments.of(
                        stage("stages {\n" + plain("in", "") + "}\n}\n"
                                + "stage('t') {\nneeds §'in'\nsteps { echo 'x' }"),
                        "needs \"in\", which is no stage of its block"),
                Arguments.of(
                        stages("stage('a') { outputs { §string 'x' }\nsteps { echo 'x' } }"),
                        "Unknown type of output \"string\" | Valid are any"),
                Arguments.of(
                        stages("stage('a') { outputs { text 'x'\n§list 'x' }\nsteps { echo 'x' } }"),
                        "Duplicate output: \"x\""),
                Arguments.of(
                        stages("stage('a') { outputs { text §'a b' }\nsteps { echo 'x' } }"),
                        "letters, digits and underscores"),
                Arguments.of(
                        stages("stage('a') { outputs { text §'cells' }\nsteps { echo 'x' } }"),
                        "other than cell and cells"),
                Arguments.of(stages("stage('a') { §outputs { }\nsteps { echo 'x' } }"), "outputs can not be empty"),
                Arguments.of(
                        stages("stage('a') { §outputs { text 'x' }\nmatrix { axes { axis { name 'A'; values 'b' } }\n"
                                + "stages { stage('c') { steps { echo 'x' } } } } }"),
                        "are those of its cells | Move outputs { } into matrix { }"));
    }

    static Stream<Arguments> reading() {
        var graph = PLAN + plain("lint", "");
        return Stream.of(
                Arguments.of(
                        stages(graph + "stage('test') { needs 'lint'\nsteps { echo \"${§outputs.plan.version}\" } }"),
                        "\"plan\" need not have ended when \"test\" runs | Write needs 'plan' in stage 'test'"),
                Arguments.of(
                        stages(graph
                                + "stage('test') { needs 'plan'\nsteps { script { def v = §outputs.plan.verison } } }"),
                        "declares no output \"verison\" | Did you mean 'version'?"),
                Arguments.of(
                        stages(graph + "stage('test') { needs 'plan'\nsteps { echo §outputs['paln'].version } }"),
                        "there is no stage \"paln\" | Did you mean 'plan'?"),
                Arguments.of(
                        stages(
                                graph
                                        + "stage('test') { needs 'plan'\nwhen { expression { §outputs.lint.x } }\nsteps { echo 'x' } }"),
                        "| Write outputs { any 'x' } in that stage"),
                Arguments.of(
                        stages(graph
                                + "stage('test') { needs 'lint'\nmatrix { axes { axis { name 'S'; values { §outputs.plan.shards } } }\n"
                                + "stages { stage('t') { steps { echo 'x' } } } } }"),
                        "\"plan\" need not have ended when \"test\" runs"),
                Arguments.of(
                        stages("stage('early') { steps { echo §outputs.plan.version } }\n" + PLAN),
                        "\"plan\" need not have ended when \"early\" runs"),
                Arguments.of(
                        stages(graph + "stage('test') { needs 'plan'\nsteps { echo §outputs.plan.cells } }"),
                        "declares no output \"cells\""));
    }

    @ParameterizedTest
    @MethodSource({"needs", "reading"})
    void a_mistake_is_found_at_its_place_and_named(String source, String expected) {
        var found = Sources.check(source);
        var words = Sources.words(found);
        assertEquals(Sources.marks(source), Sources.places(found), () -> words + "\nin\n" + source);
        for (var part : Sources.parts(expected)) {
            assertTrue(words.contains(part), () -> "'" + part + "' is not in: " + words);
        }
    }

    static Stream<String> sound() {
        var fan = """
                stage('test') {
                    needs 'plan', 'lint'
                    matrix {
                        axes { axis { name 'SHARD'; values { outputs.plan.shards } }; axis { name 'OS'; values 'linux', 'mac' } }
                        excludes { exclude { axis { name 'OS'; values 'mac' }; axis { name 'SHARD'; notValues 'a' } } }
                        stages { stage('t') { steps { echo "${outputs.plan.version}" } } }
                        outputs { integer 'coverage' }
                    }
                }
                """;
        return Stream.of(
                stages(plain("b", "needs 'a'") + plain("a", "")),
                stages(plain("a", "") + plain("b", "") + plain("c", "needs 'a', 'b', on: 'always'")),
                stages(plain("a", "") + plain("b", "") + plain("c", "needs(['a', 'b'])")),
                stages(plain("a", "") + plain("b", "") + plain("c", "needs 'a'\nneeds 'b', on: 'failure'")),
                stages(
                        PLAN + plain("lint", "") + fan
                                + "stage('end') { needs 'test', on: 'always'\nsteps { echo \"${outputs.test.coverage} ${outputs.plan.version}\"\n"
                                + "script { outputs.test.cells.each { echo it.result }; outputs.test.cell(SHARD: 'a').coverage } } }"),
                stages(PLAN + "stage('next') { steps { echo outputs.plan.version } }"),
                stages(PLAN + "stage('g') { stages { stage('in') { steps { echo outputs.plan.version } } } }"),
                stages("stage('g') { stages { " + PLAN
                        + " } }\nstage('b') { needs 'g'\nsteps { echo outputs.plan.version } }"),
                stages("stage('a') { outputs { text 'x' }\nsteps { script { output('x', 'y'); echo outputs.a.x } } }"),
                stages(PLAN + "stage('own') { steps { script { def outputs = [:]; echo outputs.nobody.x } } }"),
                stages(plain("a", "") + "stage('b') { steps { echo outputs.nobody.x } }"),
                stage("parallel { " + plain("a", "") + plain("b", "needs 'a'") + " }"));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void nothing_is_wrong(String source) {
        var found = Sources.check(source).stream()
                .filter(problem -> !problem.getMessage().contains("There is no step 'output'"))
                .toList();
        assertEquals("", Sources.words(found), source);
    }

    @Test
    void the_model_holds_edges_outputs_and_axes_as_they_are_written() {
        var model = Models.of(stages(PLAN + """
                stage('test') {
                    needs 'plan'
                    needs 'plan2', on: 'failure'
                    matrix {
                        axes { axis { name 'SHARD'; values { outputs.plan.shards } }; axis { name 'OS'; values 'linux', 'mac' } }
                        excludes { exclude { axis { name 'OS'; notValues 'linux' } } }
                        stages { stage('t') { steps { echo 'x' } } }
                        outputs { integer 'coverage' }
                    }
                }
                stage('plan2') { matrix { axes { axis { name 'A'; values 'b', 'c' } }
                    outputs { any 'x' }
                    stages { stage('t') { steps { echo 'x' } } } } }
                """));
        var plan = model.stages().getFirst();
        assertEquals(
                List.of(new Model.Output("shards", "list", 4), new Model.Output("version", "text", 4)), plan.outputs());
        var test = model.stages().get(1);
        assertEquals(
                List.of(
                        new Model.Need("plan", Model.On.SUCCESS, 7, 11),
                        new Model.Need("plan2", Model.On.FAILURE, 8, 11)),
                test.needs());
        var fan = (Model.FanOut) test.body();
        assertEquals("SHARD", fan.axes().getFirst().name());
        assertTrue(fan.axes().getFirst().closure() >= 0);
        assertEquals(
                new Model.Axis("OS", List.of("linux", "mac"), -1), fan.axes().get(1));
        assertEquals(List.of(List.of(new Model.Exclude("OS", List.of("linux"), true))), fan.excludes());
        assertEquals("coverage", fan.cell().outputs().getFirst().name());
        assertEquals(List.of(), fan.cell().environment());
        var matrix = (Model.Matrix) model.stages().get(2).body();
        assertEquals(List.of("A"), matrix.axes());
        assertEquals(
                List.of("x", "x"),
                matrix.cells().stream()
                        .map(cell -> cell.outputs().getFirst().name())
                        .toList());
    }
}
