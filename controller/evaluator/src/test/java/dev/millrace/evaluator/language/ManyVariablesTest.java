package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A variable among thousands means what it means among few, and costs as much. */
class ManyVariablesTest {
    private static final int MANY = 210;

    private static String declared(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "def v" + i + " = " + i + "\n")
                .collect(Collectors.joining());
    }

    private static Program.Seen play(String source) {
        return Program.of(source).play(List.of());
    }

    /** Each is run among few variables and among many; what is said, where and how it ends is the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "def x = 1\nx += 2\nx++\n++x\ndef y = x--\necho \"$x ${y} ${x + y}\"",
                "x = 5\ndef c = { x }\ndef x = 7\necho \"${c()} $x\"",
                "def f = { a -> a + 1 }\necho \"${f(2)} ${f.call(3)} ${[1, 2].collect(f)}\"",
                "def f = 3\nf(2)",
                "String s = \"a${1}\"\necho s.getClass().simpleName",
                "int n = 7.9\necho \"$n ${n.getClass().simpleName}\"",
                "Set z = [1, 1, 2]\necho \"$z ${z.size()}\"",
                "String[] z = ['a', 'b']\necho \"${z.length} ${z[1]}\"",
                "int n = null",
                "int n = 'q'",
                "boolean b = null\necho \"$b\"",
                "final q = 4\nq = 5",
                "final q = 4\necho \"$q\"",
                "final q\necho \"$q\"",
                "def x = 1\ndef x = 2",
                "def x = 1\n[1].each { x -> echo \"$x\" }",
                "def x = 1\n[1].each { def x = 2 }",
                "def x = 1\nfor (x in [1]) { }",
                "def x = 1\ntry { error 'a' } catch (x) { }",
                "def p = 1\ndef q = 2\n(p, q) = [q, p]\necho \"$p $q\"",
                "def x\nx ?= 4\necho \"$x\"",
                "def x = [a: 1]\nx.a += 2\nx['b'] = 5\necho \"$x\"",
                "def x = null\nx.foo()",
                "def x = 1\nassert x == 2",
                "def x = 1\ndef m() { x }\nm()",
                "def x = 1\nclass A { def g() { 5 } }\ndef o = new A() { def g() { x + 1 } }\necho \"${o.g()}\"",
                "def x = 3\ndef y = switch (x) { case 3 -> x + 1; default -> x }\necho \"$y\"",
                "def r = { -> r }\nr()",
                "def x = 1\nbinding.x",
                "int i = 2147483647\nint j = i + 1\necho \"$j\"",
                "def all = []\nfor (i in 0..2) { def v = i; all << { v + v3 } }\necho \"${all.collect { it() }}\"",
                "def x = 1\nparallel(a: { x++ }, b: { x++ })\necho \"$x\"",
                "Runnable k = { echo 'ran' }\nk.run()",
                "def echo = { 'own' }\ndef z = echo('x')",
                "String v = 'a'\nv = 5\necho \"${v.getClass().simpleName}\"",
                "def x = 1\n\nerror \"at $x\""
            })
    void a_variable_means_the_same_among_many(String script) {
        var few = play(declared(9) + "\n".repeat(MANY - 9) + script + "\n");
        var many = play(declared(MANY) + script + "\n");
        assertEquals(few.echoes(), many.echoes());
        assertEquals(few.ended(), many.ended());
    }

    @Test
    void a_closure_uses_more_variables_than_a_method_has_parameters() {
        var uses =
                IntStream.range(0, 1_000).mapToObj(i -> "sum += v" + i + "\n").collect(Collectors.joining());
        var seen = play("def sum = 0\n" + declared(1_000) + "def c = {\n" + uses + "}\nc()\necho \"$sum\"\n");
        assertEquals(List.of("499500"), seen.echoes(), () -> seen.ended().toString());
    }

    /** Bytes are counted, not time: what is done for each pair of variables shows in them. */
    @Test
    void a_variable_among_many_costs_what_it_costs_among_few() {
        cost(250);
        var few = cost(250);
        var many = cost(1_500);
        assertTrue(many < 1.5 * few, () -> "bytes for each variable: " + few + " among 250, " + many + " among 1,500");
    }

    private static double cost(int variables) {
        var source = new StringBuilder("int twice(int x) { x * 2 }\ndef count = 0\n");
        for (int i = 0; i < variables; i++) {
            source.append("def x").append(i).append(" = \"${count}\"\n");
            source.append("if (count < 0) { echo x").append(i).append(" }\n");
            source.append("[1].each { count += twice(it) }\n");
        }
        var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = memory.getTotalThreadAllocatedBytes();
        var seen = play(source + "echo \"$count\"\n");
        var bytes = memory.getTotalThreadAllocatedBytes() - before;
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of(Integer.toString(2 * variables)), seen.echoes());
        return (double) bytes / variables;
    }
}
