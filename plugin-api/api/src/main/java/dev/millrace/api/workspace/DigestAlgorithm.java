package dev.millrace.api.workspace;

/** Digests of files. Only SHA-256 protects against somebody who wants two files to look the same. */
public enum DigestAlgorithm {
    MD5,
    SHA1,
    SHA256
}
