package dev.millrace.controller.plugin;

import dev.millrace.controller.plugin.sample.SamplePlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs real archives around {@link SamplePlugin}. */
final class TestArchive {
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final StringBuilder sample = new StringBuilder();
    private String service = SamplePlugin.class.getName();

    private TestArchive(String id) {
        manifest.put("Plugin-Id", id);
        manifest.put("Plugin-Version", "1.0.0");
        manifest.put("Plugin-Requires", ">=1.0.0 & <2.0.0");
        manifest.put("Plugin-Provider", "Tests");
        manifest.put("Plugin-Description", "A sample.");
    }

    static TestArchive plugin(String id) {
        return new TestArchive(id);
    }

    TestArchive with(String attribute, String value) {
        manifest.put(attribute, value);
        return this;
    }

    TestArchive without(String attribute) {
        manifest.remove(attribute);
        return this;
    }

    TestArchive sample(String key, String value) {
        sample.append(key).append('=').append(value).append('\n');
        return this;
    }

    TestArchive steps(String names) {
        return sample("steps", names);
    }

    TestArchive service(String names) {
        service = names;
        return this;
    }

    /** Writes the archive and returns its file. */
    Path to(Path file) {
        try {
            Files.createDirectories(file.getParent());
            // Not over a file that may be open: a new one in its place.
            Files.deleteIfExists(file);
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() throws IOException {
        var declared = new Manifest();
        declared.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((name, value) -> declared.getMainAttributes().putValue(name, value));
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, declared)) {
            put(jar, "META-INF/services/dev.millrace.api.Plugin", service.getBytes(StandardCharsets.UTF_8));
            put(jar, "sample.properties", sample.toString().getBytes(StandardCharsets.UTF_8));
            var name = SamplePlugin.class.getPackageName().replace('.', '/');
            try (var classes = Files.list(classes().resolve(name))) {
                for (var type : classes.sorted().toList()) {
                    put(jar, name + "/" + type.getFileName(), Files.readAllBytes(type));
                }
            }
        }
        return bytes.toByteArray();
    }

    private static Path classes() {
        try {
            return Path.of(SamplePlugin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
