package dev.millrace.evaluator.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every known class of escape from a Groovy sandbox, as a program of its own: in {@code escapes.csv}, with the class's name, what the run's message must hold
 * ({@code -} where the program is to end well, having done nothing) and the program. The canary and the file must be as they were. There is a library
 * {@code reaching} and a file {@code reaching.groovy}, whose code reaches for the canary too.
 */
class EscapesTest {
    private static final String REACHING = "def reach() { Class c = 'CANARY'; c.touch() }; return this";

    private final Path file = Path.of("target", "escape-canary");

    @BeforeEach
    void set() throws IOException {
        Canary.TOUCHED.set(0);
        Files.createDirectories(Path.of("target"));
        Files.writeString(file, "untouched");
    }

    @AfterEach
    void remove() throws IOException {
        Files.delete(file);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = "escapes.csv", delimiter = '¦', quoteCharacter = '`', maxCharsPerColumn = 100_000)
    void an_escape_is_refused(String kind, String message, String source) throws IOException {
        var program = written(source.strip()).replace("\\n", "\n");
        var escape =
                Program.of(program).library("reaching", "main", library()).file("reaching.groovy", written(REACHING));
        escape.examine();
        assertTrue(Canary.untouched(), () -> kind + " reached the canary where it was only looked at: " + program);
        var seen = escape.play(List.of());
        var said = seen.ended().getProblemsList().toString();
        assertTrue(Canary.untouched(), () -> kind + " reached the canary: " + program);
        assertEquals("untouched", Files.readString(file), kind);
        assertTrue(
                seen.echoes().stream().noneMatch(line -> line.contains("touched")),
                () -> kind + " read it: " + seen.echoes());
        if (message.strip().equals("-")) {
            assertEquals(Result.SUCCESS, seen.result(), said);
        } else {
            assertEquals(Result.FAILURE, seen.result(), said);
            assertTrue(said.contains(message.strip()), () -> kind + " said " + said);
        }
    }

    private String[] library() {
        return new String[] {
            "resources/a.txt",
            "text",
            "src/a/Filed.groovy",
            "package a; class Filed extends File { Filed(String name) { super(name) } }",
            "src/a/Reaching.groovy",
            written(
                    "package a; class Reaching { Reaching() { reach() }; static reach() { Class c = 'CANARY'; c.touch() } }"),
            "src/a/Tested.groovy",
            written("package a; @groovy.transform.ASTTest(value = { CANARY.touch() }) class Tested { }"),
            "vars/reaching.groovy",
            written("def call() { Class c = 'CANARY'; c.touch() }")
        };
    }

    private String written(String source) {
        return source.replace("CANARY", Canary.class.getName())
                .replace("FILE", file.toAbsolutePath().toString());
    }
}
