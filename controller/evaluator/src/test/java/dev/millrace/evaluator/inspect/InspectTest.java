package dev.millrace.evaluator.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Probed;
import dev.millrace.wire.proto.Standing;
import dev.millrace.wire.proto.Variable;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of a program at a position of its journal. */
class InspectTest {
    @Test
    void local_variables_of_every_call_are_told_with_its_line() {
        var program = Program.of("""
                def greet(String who, int times) {
                    def text = "hello $who"
                    for (i in 1..times) {
                        sleep i
                    }
                    return text
                }
                def count = 0
                String name = 'Ada'
                [10, 20].each { number ->
                    count += number
                    def half = number / 2
                    greet(name, 2)
                }
                echo "$count"
                """);
        var told = at(program, "sleep", 4);
        assertEquals(List.of("greet", "{}", ""), methods(told.getStanding(0)));
        assertEquals(
                List.of(4, 13, 10),
                told.getStanding(0).getFramesList().stream()
                        .map(frame -> frame.getLine())
                        .toList());
        assertEquals("who='Ada' times=2 text=\"hello Ada\" i=2", values(told.getStanding(0), 0));
        assertEquals("count=30 name='Ada' number=20 half=10", values(told.getStanding(0), 1));
        assertEquals("count=30 name='Ada'", values(told.getStanding(0), 2));
    }

    @Test
    void a_variable_is_told_from_its_declaration_to_the_end_of_its_block() {
        var program = Program.of("""
                def outer = 'a'
                if (outer == 'a') {
                    def inner = 'b'
                    isUnix()
                }
                def later = isUnix()
                outer = 'c'
                isUnix()
                """);
        assertEquals("outer='a' inner='b'", values(at(program, "isUnix", 1).getStanding(0), 0));
        assertEquals("outer='a'", values(at(program, "isUnix", 2).getStanding(0), 0));
        assertEquals("outer='c' later=true", values(at(program, "isUnix", 3).getStanding(0), 0));
    }

    @Test
    void a_call_that_was_left_by_an_exception_is_gone() {
        var program = Program.of("""
                def fail(int depth) {
                    def mine = depth
                    if (depth == 0) { error 'deep' }
                    fail(depth - 1)
                }
                try { fail(5) } catch (e) { def caught = 'yes'; isUnix() }
                catchError { fail(3) }
                isUnix()
                """);
        assertEquals(
                "caught='yes' e=AbortException",
                sorted(at(program, "isUnix", 1).getStanding(0).getFrames(0).getVariablesList()));
        var last = at(program, "isUnix", 2).getStanding(0);
        assertEquals(List.of(""), methods(last));
        assertEquals("", values(last, 0));
    }

    @Test
    void branches_tell_their_blocks_what_they_wait_for_and_their_environment() {
        var program = Program.of("""
                import groovy.transform.Field
                @Field def shared = [1, 2]
                free = 'bound'
                env.ALL = 'set'
                parallel one: {
                    withEnv(['ONE=1']) { node { dir('sub') { sh 'make' } } }
                }, two: {
                    def own = 2
                    sleep 5
                }
                """);
        var told = at(program, "sleep", 1);
        assertEquals("free='bound' shared=[1, 2]", sorted(told.getVariablesList()));
        assertEquals(3, told.getStandingCount());
        assertTrue(told.getStanding(0).getJoining());
        assertEquals(0, told.getStanding(0).getWaits());
        var one = told.getStanding(1);
        assertEquals("1", one.getEnvironmentOrThrow("ONE"));
        assertEquals("set", one.getEnvironmentOrThrow("ALL"));
        assertEquals(step(program, "node", 1), one.getWaits());
        assertEquals(3, one.getBlocksCount());
        var two = told.getStanding(2);
        assertEquals("own=2", values(two, 0));
        assertEquals("", two.getEnvironmentOrDefault("ONE", ""));
        assertEquals(step(program, "sleep", 1), two.getWaits());
        var later = at(program, "sh", 1).getStanding(1);
        assertEquals("sub", later.getDirectory());
        assertEquals(5, later.getBlocksCount());
    }

    @Test
    void declarative_pipelines_tell_the_stage_and_the_variables_of_a_script_block() {
        var program = Program.of("""
                def version = '1.' + 2
                pipeline {
                    agent any
                    environment { MODE = "m-${version}" }
                    stages {
                        stage('Build') {
                            steps { script { def parts = version.tokenize('.'); sh "make ${parts[1]}" } }
                        }
                    }
                }
                """);
        var told = at(program, "sh", 1).getStanding(0);
        assertEquals("m-1.2", told.getEnvironmentOrThrow("MODE"));
        assertEquals("parts=['1', '2'] version='1.2'", sorted(told.getFrames(0).getVariablesList()));
    }

    @Test
    void the_end_of_a_run_can_be_looked_at_too() {
        var program = Program.of("x = 1\necho 'a'\nx = 2\n");
        var journal = program.play(List.of()).journal();
        assertEquals("x=2", sorted(program.inspect(journal).getVariablesList()));
        assertEquals("x=1", sorted(program.inspect(List.of()).getVariablesList()));
    }

    private static Probed at(Program program, String step, int time) {
        var journal = program.play(List.of()).journal();
        return program.inspect(journal.subList(0, position(journal, step, time)));
    }

    private static int step(Program program, String name, int time) {
        var journal = program.play(List.of()).journal();
        return journal.get(position(journal, name, time) - 1).getAsked().getStep();
    }

    private static int position(List<JournalEntry> journal, String step, int time) {
        var seen = 0;
        for (var i = 0; i < journal.size(); i++) {
            if (journal.get(i).getAsked().getName().equals(step) && ++seen == time) {
                return i + 1;
            }
        }
        throw new AssertionError("no step " + step + " of " + seen);
    }

    private static List<String> methods(Standing standing) {
        return standing.getFramesList().stream().map(frame -> frame.getMethod()).toList();
    }

    private static String values(Standing standing, int frame) {
        return words(standing.getFrames(frame).getVariablesList());
    }

    private static String words(List<Variable> variables) {
        return variables.stream()
                .map(variable -> variable.getName() + "=" + variable.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String sorted(List<Variable> variables) {
        return variables.stream()
                .map(variable -> variable.getName() + "=" + variable.getValue())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
