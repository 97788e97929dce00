package dev.millrace.api;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one exact state of a repository. Links, submodules and empty directories are left out.
 *
 * @param revision names the state for ever: a commit's full hash
 * @param files contents by path, {@code /} between names as they are in the repository
 */
public record SourceSnapshot(String revision, SortedMap<String, byte[]> files) {
    public SourceSnapshot {
        if (revision.isBlank()) {
            throw new IllegalArgumentException("A snapshot needs a revision");
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}
