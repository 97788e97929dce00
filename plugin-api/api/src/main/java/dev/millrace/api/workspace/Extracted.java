package dev.millrace.api.workspace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came out of an archive.
 *
 * @param files how many files were written or read
 * @param contents by path in the archive, in its order, at most 5,000; the arrays are empty unless they were to be read
 * @param problem what is wrong with a tested archive
 */
public record Extracted(long files, Map<String, byte[]> contents, Optional<String> problem) {
    public Extracted {
        contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
    }
}
