package dev.millrace.controller.definition;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts as blobs. The last ones used are remembered, up to {@link #REMEMBERED} characters: most runs have the text of the one before. One that was stored a
 * while ago is stored again all the same, so that it is not collected before the new run refers to it.
 */
final class StoredDefinitions implements Definitions {
    private static final long REMEMBERED = 8_000_000;
    private static final long FRESH_NANOS = BlobStore.PROMISED.toNanos() / 4;

    private final BlobStore blobs;
    private final Map<Digest, Long> storedAt = new HashMap<>();
    private final Map<Digest, String> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    StoredDefinitions(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Digest keep(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var digest = Digest.sha256(bytes);
        if (!fresh(digest)) {
            try {
                blobs.put(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("The pipeline could not be stored", e);
            }
            remember(digest, text);
            stored(digest);
        }
        return digest;
    }

    @Override
    public String text(Digest digest) {
        var known = recall(digest);
        if (known != null) {
            return known;
        }
        try (var in = blobs.open(digest, 0)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            remember(digest, text);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("Pipeline %s could not be read".formatted(digest), e);
        }
    }

    private synchronized boolean fresh(Digest digest) {
        var at = storedAt.get(digest);
        return at != null && recent.get(digest) != null && System.nanoTime() - at < FRESH_NANOS;
    }

    private synchronized void stored(Digest digest) {
        if (recent.containsKey(digest)) {
            storedAt.put(digest, System.nanoTime());
        }
    }

    private synchronized @Nullable String recall(Digest digest) {
        return recent.get(digest);
    }

    private synchronized void remember(Digest digest, String text) {
        if (recent.putIfAbsent(digest, text) == null) {
            characters += text.length();
        }
        var oldest = recent.entrySet().iterator();
        while (characters > REMEMBERED && oldest.hasNext()) {
            var left = oldest.next();
            characters -= left.getValue().length();
            storedAt.remove(left.getKey());
            oldest.remove();
        }
    }
}
