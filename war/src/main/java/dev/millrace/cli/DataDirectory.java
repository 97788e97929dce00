package dev.millrace.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a controller of this machine keeps everything, and who holds it. */
record DataDirectory(Path path) {
    /** The one that is named, else that of the environment, else the user's own. */
    static DataDirectory of(Optional<Path> named, Map<String, String> environment) {
        if (named.isPresent()) {
            return new DataDirectory(named.get().toAbsolutePath().normalize());
        }
        var millrace = environment.getOrDefault("MILLRACE_DATA", "");
        if (!millrace.isEmpty()) {
            return new DataDirectory(Path.of(millrace).toAbsolutePath().normalize());
        }
        var xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        var base = xdg.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "share")
                : Path.of(xdg);
        return new DataDirectory(base.resolve("millrace").toAbsolutePath().normalize());
    }

    Path tokenFile() {
        return path.resolve("admin.token");
    }

    /** Plugins were installed here beside the release's own. */
    boolean hasPlugins() {
        try (var files = Files.list(path.resolve("plugins"))) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the controller that holds the directory, or held it last, wrote. */
    Optional<Holder> holder() {
        try {
            var facts = new ObjectMapper().readTree(Files.readString(path.resolve("controller.json")));
            if (!facts.path("url").isTextual()) {
                return Optional.empty();
            }
            return Optional.of(new Holder(
                    URI.create(facts.path("url").asText()), facts.path("pid").asLong()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A controller that wrote its address. */
    record Holder(URI url, long pid) {
        boolean alive() {
            return pid > 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
    }
}
