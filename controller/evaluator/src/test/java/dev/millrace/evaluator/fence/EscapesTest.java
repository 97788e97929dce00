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
 * ({@code -} where the program is to end well, having done nothing) and the program. The canary and the file must be as they were.
 */
class EscapesTest {
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
        var program = source.strip()
                .replace("CANARY", Canary.class.getName())
                .replace("FILE", file.toAbsolutePath().toString())
                .replace("\\n", "\n");
        var seen = Program.of(program).play(List.of());
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
}
