package dev.millrace.controller.plugin;

import dev.millrace.controller.base.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an archive declares without loading a class. Every entry is read once, so that a damaged one is found now and not in the middle of a run. */
final class ArchiveReader {
    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_UNPACKED_BYTES = 1L << 30;
    private static final String SERVICE = "META-INF/services/dev.millrace.api.Plugin";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,49}");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+([-+][0-9A-Za-z.+-]+)?");

    Archive read(Path file, boolean bundled) throws BadArchive {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new BadArchive(
                        file, "The archive has more than %d MiB".formatted(MOST_BYTES >> 20), "Make it smaller");
            }
            var digest = digest(file);
            try (var jar = new JarFile(file.toFile())) {
                readAll(file, jar);
                checkProvider(file, jar);
                var manifest = jar.getManifest();
                return declared(file, bundled, digest, manifest == null ? new Manifest() : manifest);
            }
        } catch (IOException | SecurityException | IllegalArgumentException e) {
            throw new BadArchive(
                    file,
                    "The archive is damaged or is no jar file: " + e.getMessage(),
                    "Fetch it again and compare its checksum with its provider's");
        }
    }

    private static Archive declared(Path file, boolean bundled, Digest digest, Manifest manifest) throws BadArchive {
        var main = manifest.getMainAttributes();
        var id = text(main, "Plugin-Id");
        if (!ID.matcher(id).matches()) {
            throw new BadArchive(
                    file,
                    "The manifest's Plugin-Id is '%s', not small letters, digits and dashes".formatted(id),
                    "Is it a Millrace plugin? See docs on writing plugins for the manifest");
        }
        var version = text(main, "Plugin-Version");
        if (!VERSION.matcher(version).matches()) {
            throw new BadArchive(
                    file,
                    "The manifest's Plugin-Version is '%s', not like 1.2.3".formatted(version),
                    "Its provider must give it a version of three numbers");
        }
        return new Archive(
                file,
                bundled,
                digest,
                id,
                version,
                text(main, "Plugin-Description"),
                text(main, "Plugin-Provider"),
                text(main, "Plugin-Requires"),
                dependencies(text(main, "Plugin-Dependencies")),
                words(text(main, "Millrace-Permissions")));
    }

    private static void readAll(Path file, JarFile jar) throws IOException, BadArchive {
        long total = 0;
        var buffer = new byte[1 << 16];
        for (var entries = jar.entries(); entries.hasMoreElements(); ) {
            try (var in = jar.getInputStream(entries.nextElement())) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    total += count;
                    if (total > MOST_UNPACKED_BYTES) {
                        throw new BadArchive(
                                file,
                                "Unpacked, the archive has more than %d MiB".formatted(MOST_UNPACKED_BYTES >> 20),
                                "Make it smaller");
                    }
                }
            }
        }
    }

    private static void checkProvider(Path file, JarFile jar) throws IOException, BadArchive {
        var entry = jar.getEntry(SERVICE);
        var providers = entry == null ? List.<String>of() : lines(jar.getInputStream(entry));
        if (providers.size() != 1) {
            throw new BadArchive(
                    file,
                    "%s names %d classes, not one".formatted(SERVICE, providers.size()),
                    "Is it a Millrace plugin? The file names the class that implements dev.millrace.api.Plugin");
        }
    }

    private static List<String> lines(InputStream in) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /** {@code id@versions, id?@versions}: a question mark makes one optional. */
    static List<Archive.Dependency> dependencies(String text) {
        var dependencies = new ArrayList<Archive.Dependency>();
        for (var word : words(text)) {
            int at = word.indexOf('@');
            var id = at < 0 ? word : word.substring(0, at);
            var versions = at < 0 || at + 1 == word.length() ? "*" : word.substring(at + 1);
            boolean optional = id.endsWith("?");
            dependencies.add(
                    new Archive.Dependency(optional ? id.substring(0, id.length() - 1) : id, versions, optional));
        }
        return dependencies;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static String text(Attributes attributes, String name) {
        @Nullable String value = attributes.getValue(name);
        return value == null ? "" : value.strip();
    }

    private static Digest digest(Path file) throws IOException {
        var sha = Digest.newSha256();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha.update(buffer, 0, count);
            }
        }
        return Digest.of(sha.digest());
    }
}
