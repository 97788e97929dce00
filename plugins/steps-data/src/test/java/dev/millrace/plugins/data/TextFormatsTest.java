package dev.millrace.plugins.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties, CSV, manifests, versions. */
class TextFormatsTest {
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
    void properties_of_defaults_file_and_text_are_merged_in_this_order() throws Exception {
        Files.writeString(workspace.resolve("x.properties"), "# c\nb = file\nc: \\u00fc \\\n  more\n");
        Map<?, ?> read = assertInstanceOf(
                Map.class,
                bench.run(
                        "readProperties",
                        Map.of("file", "x.properties", "text", "d=text", "defaults", Map.of("a", "x", "b", "y"))));
        assertEquals(Map.of("a", "x", "b", "file", "c", "ü more", "d", "text"), read);
        assertEquals("d", List.copyOf(read.keySet()).getLast());
    }

    @Test
    void properties_are_latin_1_unless_the_call_says_otherwise() throws Exception {
        Files.writeString(workspace.resolve("u.properties"), "a=ü");
        Files.writeString(workspace.resolve("l.properties"), "a=ü", StandardCharsets.ISO_8859_1);
        assertEquals(Map.of("a", "ü"), bench.run("readProperties", Map.of("file", "l.properties")));
        assertEquals(Map.of("a", "ü"), bench.run("readProperties", Map.of("file", "u.properties", "charset", "UTF-8")));
    }

    @Test
    void a_properties_file_that_is_not_there_is_left_out_with_a_warning() throws Exception {
        assertEquals(Map.of("a", "1"), bench.run("readProperties", Map.of("file", "none", "text", "a=1")));
        assertEquals(List.of("warning: none does not exist, omitting from properties gathering"), bench.log());
    }

    @Test
    void values_are_put_in_place_of_names_when_asked_for() throws Exception {
        var text = "a=1\nb=${a}-${ a }-${c}\nc=<${d}>\nd=x\ne=${none}";
        assertEquals(
                Map.of("a", "1", "b", "1-1-<x>", "c", "<x>", "d", "x", "e", "${none}"),
                bench.run("readProperties", Map.of("text", text, "interpolate", true)));
        assertEquals(Map.of("b", "${a}"), bench.run("readProperties", Map.of("text", "b=${a}")));
        var cycle = Map.of("text", "a=${b}\nb=${a}", "interpolate", true);
        var failure = assertThrows(StepException.class, () -> bench.run("readProperties", cycle));
        assertEquals("The values of a, b need each other", failure.getMessage());
        var bomb = new StringBuilder("a0=xxxxxxxxxx\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d=%s\n".formatted(i, ("${a" + (i - 1) + "}").repeat(10)));
        }
        var large = Map.of("text", bomb.toString(), "interpolate", true);
        assertEquals(
                "too-large",
                assertThrows(StepException.class, () -> bench.run("readProperties", large))
                        .reason());
        assertThrows(StepException.class, () -> bench.run("readProperties", Map.of("text", "a=\\u00zz")));
    }

    @Test
    void csv_rows_are_lists_and_with_a_header_maps() throws Exception {
        assertEquals(
                List.of(List.of("a", "b,\n\"c\""), List.of("1", "2")),
                bench.run("readCSV", Map.of("text", "a,\"b,\n\"\"c\"\"\"\r\n1,2\n")));
        var format = Map.of("delimiter", ";", "header", true, "trim", true);
        assertEquals(
                List.of(Map.of("name", "Ada", "age", "36")),
                bench.run("readCSV", Map.of("text", "name; age\nAda; 36\n", "format", format)));
        Files.writeString(workspace.resolve("x.tsv"), "a\tb\n");
        assertEquals(List.of(List.of("a", "b")), bench.run("readCSV", Map.of("file", "x.tsv", "format", "tdf")));
        assertEquals(
                List.of(Map.of("x", "1", "y", "2")),
                bench.run("readCSV", Map.of("text", "1,2", "format", Map.of("header", List.of("x", "y")))));
    }

    @Test
    void csv_is_written_as_it_is_read() throws Exception {
        var records = List.of(List.of("a", "b,c"), List.of(1, "\"q\""));
        bench.run("writeCSV", Map.of("file", "x.csv", "records", records));
        assertEquals("a,\"b,c\"\r\n1,\"\"\"q\"\"\"\r\n", Files.readString(workspace.resolve("x.csv")));
        assertEquals(
                List.of(List.of("a", "b,c"), List.of("1", "\"q\"")), bench.run("readCSV", Map.of("file", "x.csv")));
        var format = Map.of("header", List.of("x", "y"), "recordSeparator", "\n");
        var text = bench.run(
                "writeCSV", Map.of("records", List.of(Map.of("y", 2, "x", 1)), "format", format, "returnText", true));
        assertEquals("x,y\n1,2\n", text);
    }

    @Test
    void mistakes_in_csv_and_its_format_are_named() {
        assertBad("There is no CSV format XML", "readCSV", Map.of("text", "a", "format", "XML"));
        assertBad(
                "A CSV format has no option delimeter",
                "readCSV",
                Map.of("text", "a", "format", Map.of("delimeter", ";")));
        assertBad(
                "quote of a CSV format is one character",
                "readCSV",
                Map.of("text", "a", "format", Map.of("quote", "ab")));
        assertBad("The text is not CSV of this format", "readCSV", Map.of("text", "a,\"b"));
        assertBad("The text is not CSV of this format", "readCSV", Map.of("text", "a,\"b\"c"));
        assertBad(
                "A row of records is a list or a map, not x",
                "writeCSV",
                Map.of("records", List.of("x"), "returnText", true));
    }

    @Test
    void manifests_are_read_from_archives_files_and_texts() throws Exception {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Implementation-Version", "1.2");
        try (var jar = new JarOutputStream(Files.newOutputStream(workspace.resolve("a.jar")), manifest)) {
            jar.finish();
        }
        Map<?, ?> read = assertInstanceOf(Map.class, bench.run("readManifest", Map.of("file", "a.jar")));
        assertEquals("1.2", assertInstanceOf(Map.class, read.get("main")).get("Implementation-Version"));
        var text = "Manifest-Version: 1.0\nA: b\n  c\n\nName: x/Y.class\nD: e\n";
        assertEquals(
                Map.of(
                        "main",
                        Map.of("Manifest-Version", "1.0", "A", "b c"),
                        "entries",
                        Map.of("x/Y.class", Map.of("D", "e"))),
                bench.run("readManifest", Map.of("text", text)));
        assertBad("none.jar does not exist.", "readManifest", Map.of("file", "none.jar"));
        assertBad("The text is not a manifest", "readManifest", Map.of("text", "no manifest"));
        Files.writeString(workspace.resolve("bad.jar"), "no jar");
        assertEquals(
                "bad-archive",
                assertThrows(StepException.class, () -> bench.run("readManifest", Map.of("file", "bad.jar")))
                        .reason());
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0, 0",
        "1.2, 1.10, -1",
        "2.0, 1.9.9, 1",
        "1.0, 1.0.0, 0",
        "1.0-alpha, 1.0, -1",
        "1.0-rc1, 1.0-beta9, 1",
        "1.0-SNAPSHOT, 1.0, -1",
        "1.0-SNAPSHOT, 1.0-rc1, 1",
        "1.0.1, 1.0-sp1, 1",
        "'', 1, -1",
        "'', '', 0",
        "1, '', 1",
        "1.0-ga, 1.0, 0",
        "99999999999999999999.1, 99999999999999999999.2, -1",
        "1.0-xyz, 1.0, 1",
        "1.x, 1.y, -1"
    })
    void versions_are_compared_by_their_numbers_and_words(String one, String other, int order) throws Exception {
        assertEquals(order, bench.run("compareVersions", Map.of("v1", one, "v2", other)));
        assertEquals(-order, bench.run("compareVersions", Map.of("v1", other, "v2", one)));
    }

    @Test
    void an_empty_version_fails_when_asked_for() {
        assertBad("Both versions must be given", "compareVersions", Map.of("v1", "1", "failIfEmpty", true));
    }

    private void assertBad(String message, String step, Map<String, ?> arguments) {
        var failure = assertThrows(StepException.class, () -> bench.run(step, arguments));
        assertTrue(String.valueOf(failure.getMessage()).startsWith(message), failure.getMessage());
    }
}
