package dev.millrace.api.workspace;

import java.util.List;

/**
 * What to do with an archive.
 *
 * @param file the archive, relative to the call's current directory
 * @param format kind of archive
 * @param directory where its files go; made if it is not there
 * @param includes Ant-style patterns of paths in the archive; empty takes all
 * @param charset of names that do not say that they are UTF-8; empty guesses
 * @param mode whether its files are written, returned or only checked
 */
public record ExtractSpec(
        String file, ArchiveFormat format, String directory, List<String> includes, String charset, Mode mode) {
    public ExtractSpec {
        includes = List.copyOf(includes);
    }

    /** What becomes of the files in an archive. */
    public enum Mode {
        /** They are written to the workspace. */
        FILES,
        /** They are returned, at most 2 MiB altogether. */
        READ,
        /** They are read to their end; what is wrong is returned in place of a failure. */
        TEST
    }
}
