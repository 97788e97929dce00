package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.evaluator.stages.Stages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes runs of the same pipeline have together, and that nothing of a run is seen by the next one through them. */
class LastingTest {
    private static final String FIELD = "import groovy.transform.Field\n";

    private final Compiler compiler = new Compiler(new StepCatalog(List.of()), Stages.DIALECT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'a'",
                "def f(x) { [1, 2].collect { it + x } }\nf(1)",
                FIELD + "@Field def list = []\nlist << 1",
                "pipeline { agent none\nstages { stage('a') { steps { echo \"${1 + 1}\" } } } }"
            })
    void runs_of_a_script_and_its_closures_have_the_same_classes(String source) throws Exception {
        var lasting = compiler.compile(new SourceText(Compiler.MAIN, "Jenkinsfile", source), ClassPath.EMPTY)
                .lasting()
                .orElseThrow();
        assertSame(lasting.type(), lasting.type());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A { static int n = 0 }\necho \"${A.n++}\"",
                "class A { int n }\nnew A()",
                "enum E { A }\nE.A",
                FIELD + "@Field static int n = 0\nn++",
                "def x = new Object() { int n }"
            })
    void what_could_keep_something_is_made_anew_for_each_run(String source) throws Exception {
        var compiled = compiler.compile(new SourceText(Compiler.MAIN, "Jenkinsfile", source), ClassPath.EMPTY);
        assertTrue(compiled.lasting().isEmpty());
    }

    @Test
    void a_run_sees_nothing_of_the_one_before() {
        var program = Program.of(FIELD + """
                @Field def list = []
                @Field int count = 0
                list << 'more'
                count++
                seen = binding.hasVariable('seen') ? seen + 1 : 1
                def closure = { -> count }
                echo "${list} ${count} ${seen} ${closure()}"
                """);
        assertEquals(List.of("[more] 1 1 1"), program.play(List.of()).echoes());
        assertEquals(List.of("[more] 1 1 1"), program.play(List.of()).echoes());
    }
}
