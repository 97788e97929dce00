package dev.millrace.evaluator.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are told without any of their code being run, however large or strange they are. */
class HostileValuesTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("def x = [1]; x << x", "[1, [1, [1, [1, [1, [1, [...]]]]]]]"),
                Arguments.of("def x = [:]; x.me = x", "[me: [me: [me: [me: [me: [me: [...]]]]]]]"),
                Arguments.of(
                        "class A { int a = 1; String toString() { throw new Error() } }\ndef x = new A()", "A(a: 1)"),
                Arguments.of("class B extends ArrayList { int size() { while (true) {} } }\ndef x = new B()", "B()"),
                Arguments.of("class C { def it = 1 }\ndef x = \"a ${new C()} b\"", "\"a C(it: 1) b\""),
                Arguments.of("def x = \"lazy ${-> throw new Error()}\"", "\"lazy { ... }\""),
                Arguments.of("def x = { -> 1 }", "{ ... }"),
                Arguments.of("def x = (1..300).toList()", "... and 200 more]"),
                Arguments.of("def x = 'ab' * 5000", "...' ... 10000 characters"),
                Arguments.of("def x = 2 ** 5000", "a whole number of 5001 bits"),
                Arguments.of("def x = [(null): 'it\\'s', 'a b': 1.50]", "[null: 'it\\'s', 'a b': 1.50]"),
                Arguments.of("int[] x = [1, 2]", "[1, 2]"),
                Arguments.of("def x = 1..3", "1..3"),
                Arguments.of("def x = String", "String"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_is_told(String source, String expected) {
        var program = Program.of(source + "\nisUnix()\n");
        var journal = program.play(List.of()).journal();
        var asked = journal.stream().takeWhile(entry -> !entry.hasAsked()).count() + 1;
        var told =
                program.inspect(journal.subList(0, (int) asked)).getStanding(0).getFrames(0).getVariablesList().stream()
                        .filter(variable -> variable.getName().equals("x"))
                        .map(variable -> variable.getValue())
                        .toList();
        assertEquals(1, told.size());
        var value = told.getFirst();
        assertTrue(value.length() < 3_000, value);
        if (expected.startsWith("...")) {
            assertTrue(value.endsWith(expected.substring(3)), value);
        } else {
            assertEquals(expected, value);
        }
    }
}
