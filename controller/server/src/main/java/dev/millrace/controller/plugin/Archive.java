package dev.millrace.controller.plugin;

import dev.millrace.controller.base.Digest;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin archive and what its manifest declares.
 *
 * @param file where it is
 * @param bundled it came with this release
 * @param digest of its bytes
 * @param requires versions of the API that it works with; empty where it does not say
 * @param dependencies plugins that it needs
 * @param permissions keys as declared, known or not
 */
record Archive(
        Path file,
        boolean bundled,
        Digest digest,
        String id,
        String version,
        String description,
        String provider,
        String requires,
        List<Dependency> dependencies,
        List<String> permissions) {
    Archive {
        dependencies = List.copyOf(dependencies);
        permissions = List.copyOf(permissions);
    }

    /**
     * Another plugin that is needed.
     *
     * @param id its id
     * @param versions which of its versions; {@code *} for any
     * @param optional it may be missing
     */
    record Dependency(String id, String versions, boolean optional) {
        @Override
        public String toString() {
            return id + "@" + versions;
        }
    }

    String name() {
        return "Plugin " + id + " " + version;
    }
}
