package dev.millrace.plugins.git;

import dev.millrace.api.SourceRequest;
import dev.millrace.api.SourceSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last small snapshots that were read, so that a version that has not moved is not fetched again. Safe for use by many threads. */
final class RecentSnapshots {
    private static final int MOST = 16;
    private static final long LARGEST_BYTES = 2L << 20;

    private final Map<Key, SourceSnapshot> recent = new LinkedHashMap<>(MOST, 0.75f, true);

    private record Key(String url, String revision, List<String> directories) {}

    synchronized Optional<SourceSnapshot> get(SourceRequest request, String revision) {
        return Optional.ofNullable(recent.get(new Key(request.url(), revision, request.directories())));
    }

    synchronized void put(SourceRequest request, SourceSnapshot snapshot, long bytes) {
        if (bytes > LARGEST_BYTES) {
            return;
        }
        recent.put(new Key(request.url(), snapshot.revision(), request.directories()), snapshot);
        var oldest = recent.entrySet().iterator();
        while (recent.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }
}
