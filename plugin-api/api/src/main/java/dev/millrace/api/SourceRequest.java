package dev.millrace.api;

import java.util.List;

/**
 * What to read of a repository.
 *
 * @param url of the repository; no password in it
 * @param version branch, tag or full revision
 * @param directories below which the files are that are wanted, without slash at either end; none: all files
 * @param limitFiles more files than this fail the call
 * @param limitFileBytes a file larger than this fails the call
 * @param limitBytes more bytes altogether than this fail the call
 */
public record SourceRequest(
        String url, String version, List<String> directories, int limitFiles, long limitFileBytes, long limitBytes) {
    public SourceRequest {
        directories = List.copyOf(directories);
        if (url.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException(
                    "A source needs url and version, not '%s' and '%s'".formatted(url, version));
        }
        if (limitFiles < 1 || limitFileBytes < 1 || limitBytes < 1) {
            throw new IllegalArgumentException("Limits of at least 1 are needed, not %d, %d, %d"
                    .formatted(limitFiles, limitFileBytes, limitBytes));
        }
    }
}
