package dev.millrace.evaluator.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.wire.proto.MapValue;
import dev.millrace.wire.proto.Value;
import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.lang.MissingMethodException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribedObjectTest {
    private static final Value FILE = Value.newBuilder()
            .setMap(MapValue.newBuilder()
                    .setText("src/a.txt")
                    .addEntries(Values.named("name", Values.text("a.txt")))
                    .addEntries(Values.named(
                            "directory", Value.newBuilder().setTruth(false).build())))
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f.name              | a.txt",
                "f.getName()         | a.txt",
                "f['name']           | a.txt",
                "f.isDirectory()     | false",
                "f.directory         | false",
                "\"<$f>\".toString() | <src/a.txt>",
                "'' + f              | src/a.txt",
                "\"${[f]}\".toString() | [src/a.txt]",
                "[f, f].name         | [a.txt, a.txt]",
                "[f]*.name           | [a.txt]",
                "f.none              | null",
                "f.getNone()         | null",
                "f.name = 'b'; f.name       | b",
                "f.setName('c'); f['name']  | c",
                "f['x'] = 1; f.x            | 1"
            })
    void pipeline_code_uses_it_as_it_uses_jenkins_objects(String code, String expected) {
        assertEquals(expected, String.valueOf(evaluate(code)));
    }

    @Test
    void what_goes_back_to_a_step_is_what_came() {
        assertEquals(FILE, Values.of("x", Values.object(FILE)));
    }

    @Test
    void a_method_that_no_such_object_has_is_missing() {
        for (var code : List.of("f.delete()", "f.isName()", "f.get()", "f.getName(1)")) {
            assertThrows(MissingMethodException.class, () -> evaluate(code), code);
        }
    }

    private static @Nullable Object evaluate(String code) {
        var binding = new Binding();
        binding.setVariable("f", Values.object(FILE));
        return new GroovyShell(binding).evaluate(code);
    }
}
