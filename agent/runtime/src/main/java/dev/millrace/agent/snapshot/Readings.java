package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What reading brought, and where contents are. Safe for use by many threads. */
final class Readings {
    private final AtomicReferenceArray<Reading> readings;
    private final Map<ByteString, List<Part>> places = new ConcurrentHashMap<>();

    Readings(int files) {
        readings = new AtomicReferenceArray<>(files);
    }

    void set(int item, Reading reading) {
        readings.set(item, reading);
    }

    /** Empty where it could not be read. */
    Optional<Reading> get(int item) {
        return Optional.ofNullable(readings.get(item));
    }

    void place(ByteString digest, List<Part> parts) {
        places.putIfAbsent(digest, parts);
    }

    boolean isPlaced(ByteString digest) {
        return places.containsKey(digest);
    }

    /** The content that was read; all packs must have been handed over. */
    Content content(Reading reading) {
        var parts = reading.size() == 0 ? List.<Part>of() : places.get(reading.digest());
        if (parts == null) {
            throw new IllegalStateException("A content of %d bytes is in no pack".formatted(reading.size()));
        }
        return new Content(reading.digest(), reading.size(), parts);
    }
}
