package dev.millrace.evaluator.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.Program;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pipeline's own classes have Groovy's own metaclasses, which are fastest, unless they inherit from something of which a part is refused. */
class OpenClassesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "def script = this; echo script.metaClass.toString()              | MetaClassImpl",
                "def c = { }; echo c.metaClass.toString()                         | ClosureMetaClass",
                "class A implements Serializable { }; echo new A().metaClass.toString() | MetaClassImpl",
                "class A extends Exception { }; echo new A().metaClass.toString() | MetaClassImpl",
                "enum A { B }; echo A.B.metaClass.toString()                      | MetaClassImpl",
                "class A extends HashMap { }; echo new A().getMetaClass().toString() | FencedMetaClass",
                "class A extends ArrayList { }; echo new A().metaClass.toString() | FencedMetaClass"
            })
    void the_metaclass_of(String source, String kind) {
        var seen = Program.of(source).play(List.of());
        assertEquals(
                kind,
                seen.echoes().stream()
                        .findFirst()
                        .map(text -> text.replaceAll("[@\\[(].*", "").replaceAll(".*\\.", ""))
                        .orElseGet(() -> seen.ended().toString()));
    }
}
