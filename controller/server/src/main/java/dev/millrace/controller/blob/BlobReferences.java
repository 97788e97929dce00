package dev.millrace.controller.blob;

/**
 * Which blobs the rows of a package refer to. Every package that keeps digests of blobs declares all of them; what nobody declares is collected.
 *
 * @param holder what refers, in words: "artifacts"
 * @param shape what is referred to
 * @param query SQL that answers one column, the digests as {@code bytea}; others than those of blobs, null, and some twice are fine. It runs inside a larger
 *     statement, so it has no parameters and reads tables only
 */
public record BlobReferences(String holder, Shape shape, String query) {
    /** What a blob refers to itself. */
    public enum Shape {
        /** Nothing. */
        BYTES,
        /** A {@code Tree}: its files. */
        TREE,
        /** A {@code TreeManifest}: its packs. */
        MANIFEST
    }
}
