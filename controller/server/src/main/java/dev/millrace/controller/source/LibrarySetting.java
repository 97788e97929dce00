package dev.millrace.controller.source;

import java.util.Optional;

/**
 * A shared library that an organization's pipelines can load.
 *
 * @param name as pipelines call it
 * @param kind symbol of the source: {@code GitSCMSource}
 * @param url of its repository
 * @param defaultVersion branch, tag or full revision; empty: whoever loads it says one
 * @param implicit loaded into every run
 * @param trusted only those write there who may change the installation
 * @param allowOverride a pipeline may name another version than the default one
 */
public record LibrarySetting(
        String name,
        String kind,
        String url,
        Optional<String> defaultVersion,
        boolean implicit,
        boolean trusted,
        boolean allowOverride) {
    /** The kind where nothing else is said. */
    public static final String GIT = "GitSCMSource";
}
