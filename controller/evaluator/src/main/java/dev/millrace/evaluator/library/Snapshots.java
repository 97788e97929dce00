package dev.millrace.evaluator.library;

import dev.millrace.evaluator.language.Contents;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What libraries hold, by digest. The last ones used are remembered for all runs of this process, up to {@link #REMEMBERED_BYTES}: most runs have the
 * libraries of the one before. Safe for use by many threads.
 */
final class Snapshots {
    private static final long REMEMBERED_BYTES = 16L << 20;

    private final Map<String, byte[]> recent;
    private final Contents contents;

    private Snapshots(Map<String, byte[]> recent, Contents contents) {
        this.recent = recent;
        this.contents = contents;
    }

    /** None remembered yet. */
    static Function<Contents, Snapshots> ofProcess() {
        var recent = new Recent();
        return contents -> new Snapshots(recent, contents);
    }

    byte[] bytes(String digest) {
        synchronized (recent) {
            var known = recent.get(digest);
            if (known != null) {
                return known;
            }
        }
        var fetched = contents.get(digest);
        synchronized (recent) {
            recent.put(digest, fetched);
        }
        return fetched;
    }

    String text(String digest) {
        return new String(bytes(digest), StandardCharsets.UTF_8);
    }

    LibraryFiles files(String tree) {
        return LibraryFiles.of(bytes(tree));
    }

    private static final class Recent extends LinkedHashMap<String, byte[]> {
        private static final long serialVersionUID = 1;

        private transient long held;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        public byte[] put(String digest, byte[] bytes) {
            var before = super.put(digest, bytes);
            held += bytes.length - (before == null ? 0 : before.length);
            var oldest = entrySet().iterator();
            while (held > REMEMBERED_BYTES && oldest.hasNext()) {
                held -= oldest.next().getValue().length;
                oldest.remove();
            }
            return bytes;
        }
    }
}
