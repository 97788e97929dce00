package dev.millrace.plugins.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlStepsTest {
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
    void one_document_is_returned_itself_with_types_as_yaml_1_1_has_them() throws Exception {
        Map<?, ?> read = assertInstanceOf(Map.class, yaml("""
                version: 1.5
                number: 42
                on: yes
                when: 2020-01-02
                list: [a, 'b', "c"]
                text: |
                  two
                  lines
                none: ~
                base: &base {a: 1}
                copy: {<<: *base, b: 2}
                """));
        assertEquals(1.5, read.get("version"));
        assertEquals(42, read.get("number"));
        assertEquals(true, read.get("true"));
        assertEquals("2020-01-02", read.get("when"));
        assertEquals(List.of("a", "b", "c"), read.get("list"));
        assertEquals("two\nlines\n", read.get("text"));
        assertTrue(read.containsKey("none"));
        assertEquals(Map.of("a", 1, "b", 2), read.get("copy"));
    }

    @Test
    void several_documents_are_a_list_and_file_and_text_are_read_one_after_the_other() throws Exception {
        Files.writeString(workspace.resolve("x.yml"), "a: 1");
        assertEquals(
                List.of(Map.of("a", 1), Map.of("a", 2)),
                bench.run("readYaml", Map.of("file", "x.yml", "text", "---\na: 2")));
        assertEquals(List.of(), yaml("# nothing"));
    }

    @Test
    void a_text_needs_no_workspace() throws Exception {
        try (var without = PluginBench.withoutWorkspace(new DataPlugin())) {
            assertEquals(1, without.run("readYaml", Map.of("text", "1")));
            assertEquals("a: 1\n", without.run("writeYaml", Map.of("data", Map.of("a", 1), "returnText", true)));
        }
    }

    @Test
    void mistakes_have_a_place() {
        var failure = assertThrows(StepException.class, () -> yaml("a: 1\nb: [1, 2\nc: 3"));
        assertEquals("bad-yaml", failure.reason());
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith("The text is not YAML at line 3"),
                failure.getMessage());
        assertEquals(
                "bad-yaml",
                assertThrows(StepException.class, () -> yaml("a: !!java.net.URL [\"http://x\"]"))
                        .reason());
    }

    @Test
    void aliases_cannot_make_much_of_little() {
        var few = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            few.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(5) + "x"));
        }
        var bomb = assertThrows(StepException.class, () -> yaml(few.toString()));
        assertTrue(List.of("too-large", "bad-yaml").contains(bomb.reason()), bomb.getMessage());
        var many = assertThrows(StepException.class, () -> yaml("a: &a [1]\nb: [" + "*a, ".repeat(60) + "1]"));
        assertEquals("bad-yaml", many.reason());
        var self = assertThrows(StepException.class, () -> yaml("&a [*a]"));
        assertTrue(List.of("too-deep", "bad-yaml").contains(self.reason()), self.getMessage());
        var deep = assertThrows(StepException.class, () -> yaml("[".repeat(5_000)));
        assertEquals("bad-yaml", deep.reason());
        var limit = Map.of("text", "a", "maxAliasesForCollections", 1_001);
        assertEquals(
                "bad-argument",
                assertThrows(StepException.class, () -> bench.run("readYaml", limit))
                        .reason());
    }

    @Test
    void what_is_written_is_read_back() throws Exception {
        var value = new LinkedHashMap<String, Object>();
        value.put("z", List.of(1, 2L, new BigDecimal("1.50"), true, "yes", "2020-01-02", "a: b"));
        value.put("a", Map.of("deep", List.of(Map.of("x", "ü"))));
        bench.run("writeYaml", Map.of("file", "x.yml", "data", value));
        assertEquals("""
                z:
                - 1
                - 2
                - 1.50
                - true
                - 'yes'
                - '2020-01-02'
                - 'a: b'
                a:
                  deep:
                  - x: ü
                """, Files.readString(workspace.resolve("x.yml")));
        Map<?, ?> read = assertInstanceOf(Map.class, bench.run("readYaml", Map.of("file", "x.yml")));
        assertEquals(List.of("z", "a"), List.copyOf(read.keySet()));
        var documents = bench.run("writeYaml", Map.of("datas", List.of(1, Map.of("a", 2)), "returnText", true));
        assertEquals("1\n---\na: 2\n", documents);
    }

    @Test
    void a_file_is_replaced_only_when_told() throws Exception {
        bench.run("writeYaml", Map.of("file", "x.yml", "data", "ü", "charset", "ISO-8859-1"));
        assertEquals("ü\n", Files.readString(workspace.resolve("x.yml"), StandardCharsets.ISO_8859_1));
        assertFailure("x.yml already exist and overwrite is false.", Map.of("file", "x.yml", "data", 2));
        bench.run("writeYaml", Map.of("file", "x.yml", "data", 2, "overwrite", true));
        assertEquals("2\n", Files.readString(workspace.resolve("x.yml")));
        assertFailure("data or datas parameter must be provided to writeYaml", Map.of("file", "y.yml"));
        assertFailure(
                "only one of data or datas must be provided to writeYaml",
                Map.of("file", "y.yml", "data", 1, "datas", List.of(1)));
        assertFailure(
                "There is no encoding UTF-99: use UTF-8, ISO-8859-1, ...",
                Map.of("file", "y.yml", "data", 1, "charset", "UTF-99"));
    }

    private Object yaml(String text) throws Exception {
        var value = bench.run("readYaml", Map.of("text", text));
        return value == null ? "null" : value;
    }

    private void assertFailure(String message, Map<String, ?> arguments) {
        assertEquals(
                message,
                assertThrows(StepException.class, () -> bench.run("writeYaml", arguments))
                        .getMessage());
    }
}
