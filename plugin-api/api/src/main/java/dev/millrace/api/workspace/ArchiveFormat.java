package dev.millrace.api.workspace;

/** Kinds of archive files. Reading, the two kinds of tar are told apart by their bytes. */
public enum ArchiveFormat {
    ZIP,
    TAR,
    TAR_GZIP
}
