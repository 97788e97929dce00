package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo env.JOB_NAME                                                          | shop",
                "echo \"$BUILD_NUMBER ${env['BUILD_NUMBER']}\"                              | 7 7",
                "env.X = 1; echo \"${env.X} $X ${env.NONE}\"                                | 1 1 null",
                "withEnv(['X=a', 'Y=b']) { env.X = 'set'; echo \"$X $Y\" }; echo X           | a b,set",
                "println 'p'; def c = { println 'q' }; c()                                  | p,q",
                "echo \"${currentBuild.currentResult} ${currentBuild.result}\"              | SUCCESS null",
                "currentBuild.displayName = 'n'; echo currentBuild.displayName              | n",
                "node { echo env.WORKSPACE; echo pwd() }                                    | /ws,/ws",
                "node { dir('sub') { echo pwd() } }                                         | /ws/sub",
                "def r = parallel(a: { 1 }, b: { 2 }); echo \"${r.a}${r.b}\"                | 12",
                "echo \"${[1, 2, 3].collect { it * 2 }.sum()}\"                             | 12",
                "class A { def s; def go() { s.echo 'in class' } }; new A(s: this).go()      | in class",
                "@NonCPS def f() { [3, 1, 2].sort().join('') }; echo f()                    | 123",
                "def n = 0; retry(3) { if (n++ < 2) { error \"e$n\" } }; echo \"$n\"        | ERROR: e1,Retrying,ERROR: e2,Retrying,3",
                "x = { a -> echo \"x$a\" }; x(1)                                            | x1",
                "def n = 0; waitUntil { n++ > 1 }; echo \"$n\"                              | 3",
                "steps.echo 's'; this.echo 't'                                              | s,t"
            })
    void idioms(String source, String echoes) {
        var seen = Program.of(source).run(6);
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of(echoes.split(",")), seen.echoes());
    }

    @Test
    void unstable_and_catch_error_set_results_and_the_run_goes_on() {
        var seen = Program.of("""
                        stage('a') { unstable 'shaky' }
                        stage('b') { catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') { error 'bad' } }
                        stage('c') { echo currentBuild.currentResult }
                        """).run();
        assertEquals(Result.UNSTABLE, seen.result());
        assertEquals(List.of("ERROR: bad", "UNSTABLE"), seen.echoes());
        assertEquals(Result.UNSTABLE, seen.closed(1).getResult());
        assertEquals(Result.FAILURE, seen.closed(3).getResult());
    }

    @Test
    void what_no_step_takes_is_named() {
        var seen = Program.of("node {\n sh script: [1]\n}").run();
        assertTrue(
                seen.ended().getProblems(0).getMessage().contains("'script' of sh takes text"),
                () -> seen.ended().toString());
        var other = Program.of("hang(wy: 1)").run();
        assertTrue(
                other.ended().getProblems(0).getMessage().contains("hang has no parameter 'wy'. Did you mean 'why'?"));
    }

    @Test
    void a_step_outside_node_that_needs_one_says_so() {
        var seen = Program.of("sh 'make'").run();
        assertEquals(
                "sh needs an agent: put it inside node { }, or give the pipeline or stage an agent",
                seen.ended().getProblems(0).getMessage());
    }

    @Test
    void the_other_branches_stop_when_one_fails_fast() {
        var seen = Program.of("parallel failFast: true, a: { hang() }, b: { error 'b' }")
                .run();
        assertEquals(Result.FAILURE, seen.result());
        assertEquals("b", seen.ended().getProblems(0).getMessage());
    }

    @Test
    void an_edited_program_is_told_where_it_differs() {
        var old = Program.of("node {\n sh 'make'\n sh 'test'\n}").play(List.of());
        var cut = old.journal().subList(0, old.journal().size() - 2);
        var difference = Program.of("node {\n sh 'make'\n sh 'check'\n}")
                .play(cut)
                .controller()
                .diverged();
        assertEquals("sh 'test' at line 3", difference.getExpected());
        assertEquals("sh 'check' at line 3", difference.getActual());
        assertEquals(3, difference.getLine());
    }
}
