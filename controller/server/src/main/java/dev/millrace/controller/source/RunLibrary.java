package dev.millrace.controller.source;

import dev.millrace.controller.base.Digest;
import java.util.Optional;

/**
 * A shared library that a run was given by who started it; it goes before those of the organization.
 *
 * @param name as pipelines call it
 * @param tree the uploaded files; empty: they are read from the repository
 * @param url of the repository; empty where the files were uploaded
 * @param version branch, tag or full revision where nothing else is asked for; empty: none
 */
public record RunLibrary(String name, Optional<Digest> tree, String url, String version) {
    public RunLibrary {
        if (name.isBlank() || tree.isPresent() == !url.isEmpty()) {
            throw new IllegalArgumentException(
                    "A library has a name and either files or a repository, not '%s', %s, '%s'"
                            .formatted(name, tree, url));
        }
    }
}
