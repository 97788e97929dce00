package dev.millrace.controller.blob;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where blobs lie.
 *
 * @param usual the directory of {@link BlobLocation.Usual}
 * @param location of new blobs; what lies elsewhere stays readable, and is moved when somebody asks for it
 * @param credentials for stores that speak S3; the same for all of them
 * @param references all that refers to blobs; empty: nothing is ever collected
 */
public record BlobSettings(
        Path usual, BlobLocation location, Optional<S3Credentials> credentials, List<BlobReferences> references) {
    public BlobSettings {
        references = List.copyOf(references);
    }
}
