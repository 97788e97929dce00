package dev.millrace.plugins.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonStepsTest {
    @TempDir
    private Path workspace;

    private PluginBench bench;

    @BeforeEach
    void start() {
        bench = PluginBench.inWorkspace(new DataPlugin(), workspace);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void values_keep_their_types_and_their_order() throws Exception {
        Map<?, ?> read = assertInstanceOf(Map.class, json("""
                {"z": 1, "a": 12345678901, "big": 123456789012345678901234567890, "pi": 3.14159265358979323846, "e": 1e2,
                 "t": true, "n": null, "s": "\\u00fc", "l": [1, [2]], "o": {}}"""));
        assertEquals(List.of("z", "a", "big", "pi", "e", "t", "n", "s", "l", "o"), List.copyOf(read.keySet()));
        assertEquals(1, read.get("z"));
        assertEquals(12345678901L, read.get("a"));
        assertEquals(new BigInteger("123456789012345678901234567890"), read.get("big"));
        assertEquals(new BigDecimal("3.14159265358979323846"), read.get("pi"));
        assertEquals(new BigDecimal("1E+2"), read.get("e"));
        assertEquals(null, read.get("n"));
        assertEquals("ü", read.get("s"));
        assertEquals(List.of(1, List.of(2)), read.get("l"));
    }

    @Test
    void a_text_needs_no_workspace_and_a_file_does() throws Exception {
        try (var without = PluginBench.withoutWorkspace(new DataPlugin())) {
            assertEquals(List.of(1), without.run("readJSON", Map.of("text", "[1]")));
            assertEquals("[1]", without.run("writeJSON", Map.of("json", List.of(1), "returnText", true)));
            var failure = assertThrows(StepException.class, () -> without.run("readJSON", Map.of("file", "x.json")));
            assertEquals("no-workspace", failure.reason());
        }
    }

    @Test
    void files_are_read_with_and_without_a_byte_order_mark() throws Exception {
        Files.writeString(workspace.resolve("bom.json"), "\uFEFF{\"a\": \"ü\"}");
        assertEquals(Map.of("a", "ü"), bench.run("readJSON", Map.of("file", "bom.json")));
        Files.write(workspace.resolve("16.json"), "\uFEFF[\"ü\"]".getBytes(StandardCharsets.UTF_16LE));
        assertEquals(List.of("ü"), bench.run("readJSON", Map.of("file", "16.json", "returnPojo", true)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\": }                 | The text is not JSON at line 1, column 7",
                "{\"a\": 1                 | The text is not JSON at line 1",
                "[1] [2]                   | The text is not JSON at line 1, column 5",
                "// comment                | The text is not JSON at line 1, column 1",
                "NaN                       | The text is not JSON at line 1",
            })
    void mistakes_have_a_place(String text, String message) {
        var failure = assertThrows(StepException.class, () -> json(text));
        assertEquals("bad-json", failure.reason());
        assertTrue(String.valueOf(failure.getMessage()).startsWith(message), failure.getMessage());
    }

    @Test
    void files_that_are_not_there_too_large_or_not_text_are_refused_with_a_reason() throws Exception {
        Files.createDirectories(workspace.resolve("dir"));
        Files.write(workspace.resolve("latin.json"), new byte[] {'"', (byte) 0xE4, '"'});
        Files.write(workspace.resolve("huge.json"), new byte[(3 << 20) + 1]);
        assertFailure("no-such-file", "none.json does not exist.", Map.of("file", "none.json"));
        assertFailure("not-a-file", "dir is a directory.", Map.of("file", "dir"));
        assertFailure(
                "bad-encoding",
                "latin.json is not UTF-8 text: convert it, for example with iconv",
                Map.of("file", "latin.json"));
        assertFailure(
                "too-large",
                "huge.json has 3145729 bytes, readJSON takes at most 3145728: cut it down with sh first",
                Map.of("file", "huge.json"));
        assertFailure("bad-argument", "Need to specify either file or text to readJSON.", Map.of());
        assertFailure(
                "bad-argument",
                "Need to specify either file or text to readJSON, can't do both.",
                Map.of("file", "a", "text", "b"));
    }

    @Test
    void nesting_and_numbers_have_bounds() {
        assertEquals(
                "bad-json",
                assertThrows(StepException.class, () -> json("[".repeat(100_000)))
                        .reason());
        assertEquals(
                "bad-json",
                assertThrows(StepException.class, () -> json("9".repeat(2_000))).reason());
        for (var number : List.of("1e1000000000", "1e-1000000000", "2.5e33333333333333333333")) {
            assertThrows(StepException.class, () -> json(number), number);
        }
        var failure = assertThrows(StepException.class, () -> json("[" + "0,".repeat(600_000) + "0]"));
        assertEquals("too-large", failure.reason());
    }

    @Test
    void json_is_written_in_a_line_or_indented() throws Exception {
        var value = new LinkedHashMap<String, Object>();
        value.put("b", Arrays.asList(1, null, "ü\n"));
        value.put("a", Map.of("x", new BigDecimal("1.50")));
        bench.run("writeJSON", Map.of("file", "out/x.json", "json", value));
        assertEquals("{\"b\":[1,null,\"ü\\n\"],\"a\":{\"x\":1.50}}", Files.readString(workspace.resolve("out/x.json")));
        var text = bench.run("writeJSON", Map.of("json", value, "returnText", true, "pretty", 2));
        assertEquals("""
                {
                  "b" : [
                    1,
                    null,
                    "ü\\n"
                  ],
                  "a" : {
                    "x" : 1.50
                  }
                }""", text);
    }

    @Test
    void json_goes_to_a_file_or_back_not_both_and_not_nowhere() throws Exception {
        Files.createDirectories(workspace.resolve("dir"));
        for (var arguments : List.of(
                Map.of("json", 1),
                Map.of("json", 1, "file", "x", "returnText", true),
                Map.of("json", 1, "file", " "))) {
            var failure = assertThrows(StepException.class, () -> bench.run("writeJSON", arguments));
            assertEquals("bad-argument", failure.reason());
        }
        var failure = assertThrows(StepException.class, () -> bench.run("writeJSON", Map.of("json", 1, "file", "dir")));
        assertEquals("dir is a directory.", failure.getMessage());
    }

    @Test
    void toml_is_read_with_its_tables_and_types() throws Exception {
        var toml =
                "title = 'x'\nn = 42\npi = 3.25\nwhen = 2020-01-02T03:04:05Z\n[owner]\nname = \"Ada\"\n[[tool]]\nid = 1\n[[tool]]\nid = 2\n";
        Map<?, ?> read = assertInstanceOf(Map.class, bench.run("readTOML", Map.of("text", toml)));
        assertEquals("x", read.get("title"));
        assertEquals(42, read.get("n"));
        assertEquals(new BigDecimal("3.25"), read.get("pi"));
        assertEquals("2020-01-02T03:04:05Z", read.get("when"));
        assertEquals(Map.of("name", "Ada"), read.get("owner"));
        assertEquals(List.of(Map.of("id", 1), Map.of("id", 2)), read.get("tool"));
        var failure = assertThrows(StepException.class, () -> bench.run("readTOML", Map.of("text", "a = = 1")));
        assertEquals("bad-toml", failure.reason());
    }

    private Object json(String text) throws Exception {
        var value = bench.run("readJSON", Map.of("text", text));
        return value == null ? "null" : value;
    }

    private void assertFailure(String reason, String message, Map<String, ?> arguments) {
        var failure = assertThrows(StepException.class, () -> bench.run("readJSON", arguments));
        assertEquals(message, failure.getMessage());
        assertEquals(reason, failure.reason());
    }
}
