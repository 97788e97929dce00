package dev.millrace.plugins.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.Described;
import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenPomTest {
    private static final String POM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <parent><groupId>shop</groupId><artifactId>parent</artifactId><version>2.0</version></parent>
              <artifactId>cart</artifactId> <!-- no version of its own -->
              <properties><java.version>25</java.version><empty/></properties>
              <modules><module>a</module><module>b</module></modules>
              <dependencies>
                <dependency><groupId>g</groupId><artifactId>x &amp; y</artifactId><version>${v}</version></dependency>
              </dependencies>
              <build><plugins><plugin>
                <artifactId>p</artifactId>
                <configuration><arg>one</arg><arg>two</arg></configuration>
              </plugin></plugins></build>
            </project>
            """;

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
    void a_project_is_maps_lists_and_texts() throws Exception {
        var pom = read(POM);
        var fields = pom.fields();
        assertEquals("cart", fields.get("artifactId"));
        assertEquals(null, fields.get("version"));
        assertEquals("jar", fields.get("packaging"));
        assertEquals("2.0", assertInstanceOf(Map.class, fields.get("parent")).get("version"));
        assertEquals(Map.of("java.version", "25", "empty", ""), fields.get("properties"));
        assertEquals(List.of("a", "b"), fields.get("modules"));
        assertEquals(
                List.of(Map.of("groupId", "g", "artifactId", "x & y", "version", "${v}")), fields.get("dependencies"));
        assertEquals(List.of(), fields.get("profiles"));
        assertEquals("shop:cart:jar:2.0", pom.toString());
    }

    @Test
    void what_is_written_is_read_back() throws Exception {
        var model = new LinkedHashMap<>(read(POM).fields());
        model.put("version", "3.0");
        model.values().removeIf(java.util.Objects::isNull);
        bench.run("writeMavenPom", Map.of("model", model, "file", "out/pom.xml"));
        var again = assertInstanceOf(Described.class, bench.run("readMavenPom", Map.of("file", "out/pom.xml")));
        var expected = new LinkedHashMap<>(read(POM).fields());
        expected.put("version", "3.0");
        assertEquals(expected, again.fields());
    }

    @Test
    void a_name_that_would_break_the_file_is_refused() {
        var model = Map.of("artifactId", "x", "a><b", "y");
        assertThrows(StepException.class, () -> bench.run("writeMavenPom", Map.of("model", model)));
        assertThrows(StepException.class, () -> bench.run("writeMavenPom", Map.of("model", "pom.xml")));
    }

    @Test
    void other_files_are_refused() throws Exception {
        assertBad("<html></html>", "pom.xml is not a Maven project: it begins with <html>");
        assertBad("<project><a></project>", "pom.xml is not XML at line 1");
        assertBad("", "pom.xml is not XML");
        assertBad("<project>" + "<a>".repeat(60) + "</a>".repeat(60) + "</project>", "A Maven project of more than");
        var outside = "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><project><name>&x;</name></project>";
        Files.writeString(workspace.resolve("pom.xml"), outside);
        try {
            var pom = assertInstanceOf(Described.class, bench.run("readMavenPom", Map.of()));
            assertEquals("", pom.fields().get("name"));
        } catch (StepException e) {
            assertEquals("bad-pom", e.reason());
        }
        var failure = assertThrows(StepException.class, () -> bench.run("readMavenPom", Map.of("file", "none.xml")));
        assertEquals("none.xml does not exist.", failure.getMessage());
    }

    private Described read(String text) throws Exception {
        Files.writeString(workspace.resolve("pom.xml"), text);
        return assertInstanceOf(Described.class, bench.run("readMavenPom", Map.of()));
    }

    private void assertBad(String text, String message) throws Exception {
        Files.writeString(workspace.resolve("pom.xml"), text);
        var failure = assertThrows(StepException.class, () -> bench.run("readMavenPom", Map.of()));
        assertTrue(String.valueOf(failure.getMessage()).startsWith(message), failure.getMessage());
    }
}
