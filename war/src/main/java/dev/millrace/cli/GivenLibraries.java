package dev.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shared libraries that a run is given: a directory as it is, a directory's repository at a version, or a repository elsewhere. */
final class GivenLibraries {
    private static final List<String> PARTS = List.of("vars/", "src/", "resources/");

    private final Upload upload;
    private final boolean elsewhere;

    /** @param elsewhere the server is not one of this machine's that ends with the run */
    GivenLibraries(Upload upload, boolean elsewhere) {
        this.upload = upload;
        this.elsewhere = elsewhere;
    }

    /** As the server takes them. */
    List<Map<String, String>> all(Map<String, String> given) throws IOException, InterruptedException {
        var libraries = new ArrayList<Map<String, String>>();
        for (var library : given.entrySet()) {
            var fields = new LinkedHashMap<String, String>();
            fields.put("name", library.getKey());
            fields.putAll(source(library.getKey(), library.getValue()));
            libraries.add(fields);
        }
        return libraries;
    }

    private Map<String, String> source(String name, String given) throws IOException, InterruptedException {
        var whole = Path.of(given).toAbsolutePath().normalize();
        if (!given.contains("://") && Files.isDirectory(whole)) {
            var files = Collecting.files(whole).stream()
                    .filter(path -> PARTS.stream().anyMatch(path::startsWith))
                    .toList();
            if (files.isEmpty()) {
                throw new Failure(
                        ExitCode.USAGE,
                        "%s has no files below vars, src or resources: is it library %s?".formatted(given, name));
            }
            return Map.of("tree", upload.send(WorkingTree.of(whole, files)));
        }
        var at = given.lastIndexOf('@');
        var versioned = at > Math.max(given.lastIndexOf('/'), given.lastIndexOf(':'));
        var place = versioned ? given.substring(0, at) : given;
        var version = versioned ? given.substring(at + 1) : "";
        if (place.contains("://") || place.matches("[^/]+@[^/]+:.+")) {
            return Map.of("url", place, "version", version);
        }
        var directory = Path.of(place).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "Library %s: %s is neither a directory nor the URL of a repository".formatted(name, place));
        }
        if (elsewhere) {
            throw new Failure(
                    ExitCode.USAGE,
                    "Library %s: the server cannot read %s at a version. Leave @%s out to send the directory as it is, or name a URL"
                            .formatted(name, place, version));
        }
        return Map.of("url", directory.toUri().toString(), "version", version);
    }
}
