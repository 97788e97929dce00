package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Grafts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an edited pipeline makes of the journal of the one before. */
class GraftTest {
    private static Grafts onNode(String source, String edit) {
        return Grafts.of("node {\n%s\n}\n".formatted(source), "node {\n%s\n}\n".formatted(edit));
    }

    @Test
    void of_a_sequence_all_before_the_difference_is_kept() {
        var graft = onNode("sh 'a'\necho 'told'\nsh 'false'", "// moved\nsh 'a'\necho 'told'\nsh 'true'\nsh 'b'");
        assertEquals(List.of("sh 'false' at line 4 -> sh 'true' at line 5"), graft.differences());
        assertEquals("=node =out =sh a =out =echo told +sh true", graft.words());
        assertEquals(1, graft.times("sh", "a"));
        assertEquals(1, graft.times("sh", "b"));
    }

    @Test
    void each_branch_comes_as_far_as_it_can() {
        var graft = onNode(
                "parallel a: { sh 'a1'; sh 'a2' }, b: { sh 'b1'; sh 'false'; sh 'b3' }, c: { sh 'c1' }\nsh 'after'",
                "parallel a: { sh 'a1'; sh 'a2' }, b: { sh 'b1'; sh 'true'; sh 'b3' }, c: { sh 'c2' }\nsh 'after'");
        assertEquals(
                List.of(
                        "sh 'c1' at line 2 in branch 3 -> sh 'c2' at line 2 in branch 3",
                        "sh 'false' at line 2 in branch 2 -> sh 'true' at line 2 in branch 2"),
                graft.differences());
        assertEquals(
                "=node =out =parallel =branch a =branch b =branch c =sh a1 =sh b1 +sh c2 =out =sh a2 =out +sh true =out"
                        + " =/SUCCESS",
                graft.words());
        assertEquals(1, graft.times("sh", "a2"));
        assertEquals(1, graft.times("sh", "b1"));
        assertEquals(1, graft.times("sh", "after"));
    }

    @Test
    void without_a_difference_there_is_none() {
        assertEquals(
                List.of(), onNode("sh 'a'", "\n\nsh 'a'\nif (1 > 2) { sh 'b' }").differences());
    }

    @Test
    void a_branch_that_is_new_runs_and_the_others_keep_what_they_did() {
        var graft = onNode(
                "parallel a: { sh 'a' }, b: { sh 'b' }",
                "parallel a: { sh 'a' }, n: { sh 'n' }, b: { sh 'b'; sh 'b2' }");
        assertEquals(
                List.of(
                        "branch 'b' at line 2 in branch 2 -> branch 'n' at line 2 in branch 2",
                        "the end of branch 'b' with SUCCESS -> sh 'b2' at line 2 in branch 3"),
                graft.differences());
        assertEquals(1, graft.times("sh", "a"));
        assertEquals(1, graft.times("sh", "b"));
        assertEquals(1, graft.times("sh", "n"));
    }

    @Test
    void what_comes_after_a_branch_that_is_gone_is_done_again() {
        var graft = onNode("parallel a: { sh 'a' }, b: { sh 'b' }\nsh 'c'", "parallel a: { sh 'a' }\nsh 'c'");
        assertEquals(
                List.of("branch 'b' at line 2 in branch 2 -> the end of parallel with SUCCESS"), graft.differences());
        assertTrue(graft.words().endsWith("+/SUCCESS +sh c"), graft.words());
        assertEquals(2, graft.times("sh", "c"));
    }

    @Test
    void a_variable_that_another_branch_changed_makes_a_difference_where_it_is_used() {
        var graft = onNode(
                "def v = 1\nparallel a: { sh 'a'; v = 2 }, b: { sh 'b1'; sh \"b ${v}\" }",
                "def v = 1\nparallel a: { sh 'a'; v = 3 }, b: { sh 'b1'; sh \"b ${v}\" }");
        assertEquals(List.of("sh 'b 2' at line 3 in branch 2 -> sh 'b 3' at line 3 in branch 2"), graft.differences());
        assertEquals(1, graft.times("sh", "b1"));
    }

    @Test
    void values_that_were_handed_out_stay() {
        var graft = onNode(
                "def t = System.currentTimeMillis()\nsh 'a'\nsh \"at ${t}\"\nsh 'x'",
                "def t = System.currentTimeMillis()\nsh 'a'\nsh \"at ${t}\"\nsh 'y'");
        assertEquals(List.of("sh 'x' at line 5 -> sh 'y' at line 5"), graft.differences());
    }

    @Test
    void a_branch_that_was_stopped_for_the_failure_of_another_waits_again() {
        var graft = onNode(
                "parallel failFast: true, a: { hang() }, b: { sh 'b'; sh 'false' }",
                "parallel failFast: true, a: { hang() }, b: { sh 'b'; sh 'true'; error 'mine' }");
        assertTrue(graft.words().endsWith("=hang =sh b =out +sh true"), graft.words());
        assertEquals(1, graft.times("sh", "b"));
    }
}
