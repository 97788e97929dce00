package dev.millrace.controller.definition;

import dev.millrace.controller.base.Digest;

/** Texts of pipelines, by digest. Safe for use by many threads. */
public interface Definitions {
    /** Keeps a text; durable on return. Fails with {@link java.io.UncheckedIOException} where it cannot be stored. */
    Digest keep(String text);

    /** A text that was kept. Fails with {@link java.io.UncheckedIOException} where it is not there or cannot be read. */
    String text(Digest digest);
}
