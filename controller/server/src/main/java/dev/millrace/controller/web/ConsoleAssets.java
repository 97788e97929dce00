package dev.millrace.controller.web;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Files of the console on the class path. A name without a dot is a page of the application, so that links into it can be opened. */
final class ConsoleAssets {
    static final String ROOT = "dev/millrace/console/";

    private static final Pattern PATH =
            Pattern.compile("/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?");
    private static final Pattern HASHED = Pattern.compile(".*[.-][A-Za-z0-9_-]{8,}\\.[a-z0-9]+");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain;charset=utf-8"));

    private final ClassLoader loader;
    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    ConsoleAssets(ClassLoader loader) {
        this.loader = loader;
    }

    /** The file for a path that begins with a slash; empty where there is none. */
    Optional<Asset> find(String path) {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        var name = path.substring(1);
        return isPage(name) ? load("index.html") : load(name);
    }

    private static boolean isPage(String name) {
        return name.indexOf('.', name.lastIndexOf('/') + 1) < 0;
    }

    private Optional<Asset> load(String name) {
        var found = known.get(name);
        if (found != null) {
            return Optional.of(found);
        }
        try (var stream = loader.getResourceAsStream(ROOT + name)) {
            if (stream == null) {
                return Optional.empty();
            }
            var bytes = stream.readAllBytes();
            var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            var immutable = name.startsWith("assets/") && HASHED.matcher(name).matches();
            var tag = '"' + Digest.sha256(bytes).hex().substring(0, 32) + '"';
            var asset = new Asset(bytes, type, tag, immutable);
            known.put(name, asset);
            return Optional.of(asset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file: an immutable one has a hash of its content in its name. */
    record Asset(byte[] bytes, String type, String tag, boolean immutable) {}
}
