package dev.millrace.testkit;

import dev.millrace.api.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What a plugin's manifest declares.
 *
 * @param id {@code Plugin-Id}
 * @param version {@code Plugin-Version}
 * @param requires {@code Plugin-Requires}: versions of the API
 * @param provider {@code Plugin-Provider}
 * @param description {@code Plugin-Description}
 * @param permissions {@code Millrace-Permissions}
 */
record Declared(
        String id, String version, String requires, String provider, String description, Set<Permission> permissions) {
    /** Reads the manifest of the archive or class directory that a class comes from. */
    static Declared of(Class<?> plugin) {
        var main = manifest(plugin).getMainAttributes();
        return new Declared(
                text(main.getValue("Plugin-Id")),
                text(main.getValue("Plugin-Version")),
                text(main.getValue("Plugin-Requires")),
                text(main.getValue("Plugin-Provider")),
                text(main.getValue("Plugin-Description")),
                permissions(text(main.getValue("Millrace-Permissions"))));
    }

    private static Manifest manifest(Class<?> plugin) {
        try {
            var source = source(plugin);
            if (!Files.isDirectory(source)) {
                try (var jar = new JarFile(source.toFile())) {
                    return Optional.ofNullable(jar.getManifest()).orElseGet(Manifest::new);
                }
            }
            var file = source.resolve("META-INF/MANIFEST.MF");
            if (!Files.exists(file)) {
                throw new IllegalStateException(
                        "There is no META-INF/MANIFEST.MF beside the classes of %s: keep it in src/main/resources"
                                .formatted(plugin.getName()));
            }
            try (var in = Files.newInputStream(file)) {
                return new Manifest(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path source(Class<?> plugin) {
        try {
            URI place =
                    plugin.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(place);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot find where " + plugin.getName() + " comes from", e);
        }
    }

    private static Set<Permission> permissions(String text) {
        var permissions = EnumSet.noneOf(Permission.class);
        for (var key : text.split(",", -1)) {
            if (!key.isBlank()) {
                permissions.add(Arrays.stream(Permission.values())
                        .filter(permission -> permission.key().equals(key.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("There is no permission " + key.strip())));
            }
        }
        return permissions;
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
