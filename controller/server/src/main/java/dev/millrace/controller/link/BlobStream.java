package dev.millrace.controller.link;

import dev.millrace.controller.blob.BlobTooLong;
import dev.millrace.controller.blob.CorruptBlob;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.wire.proto.BlobAnswer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** A blob on its way. */
sealed interface BlobStream permits Download, Upload {
    LeaseKey lease();

    /** Moves it, on a thread of its own; gives the last word, if there is one. */
    Optional<BlobAnswer> run();

    /** Ends it where it is. */
    void stop();

    /** The word on the wire for what went wrong. */
    static String code(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no-such-blob";
            case CorruptBlob _, BlobTooLong _ -> "digest-mismatch";
            default -> String.valueOf(e.getMessage()).contains("No space left") ? "disk-full" : "io";
        };
    }

    static BlobAnswer failed(long id, String code) {
        return BlobAnswer.newBuilder().setStream(id).setError(code).build();
    }
}
