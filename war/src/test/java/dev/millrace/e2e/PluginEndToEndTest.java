package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plugin from its source to its use, and archives that cannot be used. */
class PluginEndToEndTest {
    private static Installation installation;
    private static byte[] archive;
    private static JsonNode declared;
    private static JsonNode installed;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        installation = Installation.prepared();
        var build = Installation.finish(
                installation.launch(installation.program("sh", "-c", "exec examples/plugin/build -o")));
        assertEquals(0, build.code(), () -> build.out() + build.err());
        archive = Files.readAllBytes(installation.root().resolve("examples/plugin/target/greeter-1.0.0.jar"));
        installation.up();
        declared = json(upload(archive));
        assertTrue(plugin("greeter").isMissingNode(), "an upload installs nothing");
        installed = json(install(declared));
    }

    @AfterAll
    static void down() throws IOException {
        installation.close();
    }

    private static HttpResponse<String> upload(byte[] octets) throws IOException, InterruptedException {
        return installation.send(HttpRequest.newBuilder(installation.url("/api/v1/plugins"))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(octets)));
    }

    private static HttpResponse<String> install(JsonNode upload) throws IOException, InterruptedException {
        return installation.post(
                "/api/v1/plugins/%s/install".formatted(upload.path("digest").asText()), "");
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer::body);
        return new ObjectMapper().readTree(answer.body());
    }

    private static JsonNode plugin(String id) throws IOException, InterruptedException {
        var plugins = json(installation.get("/api/v1/plugins"));
        return StreamSupport.stream(plugins.spliterator(), false)
                .filter(plugin -> plugin.path("id").asText().equals(id))
                .findFirst()
                .orElse(new ObjectMapper().missingNode());
    }

    @Test
    void what_it_asks_for_is_told_before_it_is_installed() {
        assertEquals("greeter", declared.path("id").asText(), declared::toString);
        assertEquals("1.0.0", declared.path("version").asText(), declared::toString);
        assertEquals("agent-processes", declared.at("/permissions/0/key").asText(), declared::toString);
        assertTrue(!declared.at("/permissions/0/meaning").asText().isEmpty(), declared::toString);
        assertTrue(declared.path("problems").isEmpty(), declared::toString);
        assertEquals("RUNNING", installed.path("state").asText(), installed::toString);
    }

    @Test
    void its_step_and_its_block_are_used_by_a_pipeline() throws Exception {
        greets("greeting");
    }

    private static void greets(String name) throws IOException, InterruptedException {
        var run = Installation.finish(installation.run(installation.pipeline(name, """
                node {
                    greet 'Grace'
                    withManners('formal') {
                        def said = greet 'Ada'
                        echo "it said: ${said}"
                    }
                }
                """)));
        assertEquals(0, run.code(), () -> run.out() + run.err());
        assertTrue(run.out().contains("Hello Grace, from "), run::out);
        assertTrue(run.out().contains("it said: Good day Ada, from "), run::out);
    }

    @Test
    void a_damaged_archive_is_refused() throws Exception {
        refused(Arrays.copyOf(archive, archive.length / 2), "damaged", "checksum");
        var flipped = archive.clone();
        for (var at = archive.length / 4; at < archive.length / 4 + 64; at++) {
            flipped[at] ^= 0x55;
        }
        refused(flipped, "damaged", "checksum");
    }

    @Test
    void one_that_needs_a_newer_api_is_refused() throws Exception {
        refused(with(Map.of("Plugin-Id", "newer", "Plugin-Requires", ">=99.0.0")), "99.0.0", "Update Millrace");
    }

    @Test
    void one_that_lacks_what_it_depends_on_is_refused() throws Exception {
        refused(with(Map.of("Plugin-Id", "lacking", "Plugin-Dependencies", "absent@>=1.0.0")), "absent", "absent");
    }

    private static void refused(byte[] octets, String found, String advice) throws Exception {
        var before = json(installation.get("/api/v1/plugins"));
        var inspection = json(upload(octets));
        var problem = inspection.at("/problems/0");
        assertTrue(problem.path("message").asText().contains(found), inspection::toString);
        assertTrue(problem.path("hint").asText().contains(advice), inspection::toString);

        var answer = install(inspection);
        assertTrue(answer.statusCode() >= 400 && answer.statusCode() < 500, answer::body);
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        var body = new ObjectMapper().readTree(answer.body());
        assertTrue(body.path("detail").asText().contains(found), answer::body);
        assertTrue(body.path("hint").asText().contains(advice), answer::body);
        assertTrue(!answer.body().contains("Exception"), answer::body);

        assertEquals(before, json(installation.get("/api/v1/plugins")), "the others go on");
        greets("after-" + found.replace(".", "-"));
    }

    /** The same archive with another manifest. */
    private static byte[] with(Map<String, String> attributes) throws IOException {
        var octets = new ByteArrayOutputStream();
        try (var from = new JarInputStream(new ByteArrayInputStream(archive))) {
            var manifest = from.getManifest();
            attributes.forEach(manifest.getMainAttributes()::putValue);
            try (var to = new JarOutputStream(octets, manifest)) {
                for (var entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new java.util.jar.JarEntry(entry.getName()));
                    from.transferTo(to);
                    to.closeEntry();
                }
            }
        }
        return octets.toByteArray();
    }
}
