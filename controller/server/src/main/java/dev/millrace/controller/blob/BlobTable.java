package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.DatabaseUnavailable;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The catalogue: what blobs there are, where their bytes lie, and the small ones themselves. */
final class BlobTable {
    /** How old {@code used_at} may become before it is written again: one write an hour for what is asked for all the time. */
    static final Duration STALE = Duration.ofHours(1);

    private static final int TRIES = 5;
    private static final Logger LOG = LoggerFactory.getLogger(BlobTable.class);

    private final Database database;
    private final GroupCommit writer;
    private final InstantSource clock;

    BlobTable(Database database, GroupCommit writer, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Where bytes lie.
     *
     * @param place of which backend
     * @param key what they are called there
     */
    record Location(int place, BlobKey key) {}

    /** A size in bytes, where the content lies ({@code null}: in the table), and whether it was found to be damaged. */
    record Entry(Digest digest, long size, @Nullable Location location, Instant usedAt, boolean damaged) {}

    /** A blob with what is in the table of it. */
    record Content(Entry entry, byte @Nullable [] inline) {}

    /**
     * Adds a blob; durable on return, whoever stored it first: the bytes of the first one count, unless they were found to be damaged.
     *
     * @return what is stored now
     */
    Entry add(Digest digest, long size, byte @Nullable [] content, @Nullable Location location) throws IOException {
        var row = new BlobWrites.Row(digest, size, content, location, clock.instant());
        for (int tries = 0; tries < TRIES; tries++) {
            submit(List.of(new Write<>(BlobWrites.INSERT, row), new Write<>(BlobWrites.REPLACE, row)), digest);
            var stored = find(digest);
            if (stored.isPresent()) {
                return stored.get();
            }
            // an old row that was in the way was collected between the two statements
        }
        throw new IOException("Could not store %s: it was collected %d times".formatted(digest, TRIES));
    }

    private void submit(List<Write<?>> unit, Object what) throws IOException {
        try {
            writer.submit(unit).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while storing " + what, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DatabaseUnavailable away) {
                throw away;
            }
            throw new IOException("Could not store " + what, e.getCause());
        }
    }

    /** Those of the digests that are in the table. */
    Map<Digest, Entry> find(Collection<Digest> digests) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select digest, size, place, generation, used_at, damaged_at is not null
                    from blob where digest = any (?)""")) {
                statement.setArray(1, array(connection, digests));
                var found = new HashMap<Digest, Entry>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var entry = entry(rows);
                        found.put(entry.digest(), entry);
                    }
                }
                return found;
            }
        });
    }

    Optional<Entry> find(Digest digest) {
        return Optional.ofNullable(find(List.of(digest)).get(digest));
    }

    /** One with its content. */
    Optional<Content> read(Digest digest) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select digest, size, place, generation, used_at, damaged_at is not null, content
                    from blob where digest = ?""")) {
                statement.setBytes(1, digest.bytes());
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(new Content(entry(rows), rows.getBytes(7))) : Optional.empty();
                }
            }
        });
    }

    /**
     * Says that blobs were asked for just now, those for which that was not said within the hour.
     *
     * @return the ones that are no longer in the table: they were collected since they were found
     */
    Set<Digest> touch(Collection<Entry> entries) {
        var stale = stale(entries);
        if (stale.isEmpty()) {
            return Set.of();
        }
        try {
            submit(touches(stale), "that blobs are used");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var gone = new HashSet<>(stale);
        gone.removeAll(find(stale).keySet());
        return gone;
    }

    /** The same for one that is read, without waiting: readers have references, which keep it. */
    void touchLater(Entry entry) {
        var stale = stale(List.of(entry));
        if (!stale.isEmpty()) {
            var _ = writer.submit(touches(stale));
        }
    }

    private Set<Digest> stale(Collection<Entry> entries) {
        var before = clock.instant().minus(STALE);
        return entries.stream()
                .filter(entry -> entry.usedAt().isBefore(before))
                .map(Entry::digest)
                .collect(Collectors.toSet());
    }

    private List<Write<?>> touches(Set<Digest> digests) {
        var now = clock.instant();
        return digests.stream()
                .<Write<?>>map(digest -> new Write<>(BlobWrites.TOUCH, new BlobWrites.Use(digest, now)))
                .toList();
    }

    /** Notes that a blob's bytes are wrong or gone; says so once. Bytes that were written meanwhile are not meant. */
    void damaged(Digest digest, @Nullable Location location, String why) {
        var noted = database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update blob set damaged_at = ?
                    where digest = ? and damaged_at is null and place is not distinct from ? and generation = ?""")) {
                statement.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
                statement.setBytes(2, digest.bytes());
                bind(statement, 3, location);
                return statement.executeUpdate() > 0;
            }
        });
        if (noted) {
            LOG.atError()
                    .addKeyValue("blob", digest)
                    .addKeyValue("place", location == null ? "database" : location.place())
                    .addKeyValue("why", why)
                    .log("blob-damaged");
        }
    }

    /** When one was found to be damaged. */
    Optional<Instant> damagedAt(Digest digest) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "select damaged_at from blob where digest = ? and damaged_at is not null")) {
                statement.setBytes(1, digest.bytes());
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getTimestamp(1).toInstant()) : Optional.empty();
                }
            }
        });
    }

    /** Sound bytes at another place or under another name count from now on; the old ones are garbage. False where the blob is not there any more. */
    boolean relocate(Digest digest, Location from, Location to) {
        return database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    update blob set place = ?, generation = ?, damaged_at = null
                    where digest = ? and place = ? and generation = ?""")) {
                bind(statement, 1, to);
                statement.setBytes(3, digest.bytes());
                bind(statement, 4, from);
                if (statement.executeUpdate() == 0) {
                    return false;
                }
            }
            garbage(connection, from);
            return true;
        });
    }

    private void garbage(Connection connection, Location location) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into blob_garbage (place, digest, generation, since) values (?, ?, ?, ?)
                on conflict do nothing""")) {
            statement.setInt(1, location.place());
            statement.setBytes(2, location.key().digest().bytes());
            statement.setLong(3, location.key().generation());
            statement.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    static java.sql.Array array(Connection connection, Collection<Digest> digests) throws SQLException {
        return connection.createArrayOf(
                "bytea", digests.stream().map(Digest::bytes).toArray(byte[][]::new));
    }

    static void bind(PreparedStatement statement, int first, @Nullable Location location) throws SQLException {
        if (location == null) {
            statement.setNull(first, Types.SMALLINT);
            statement.setLong(first + 1, 0);
        } else {
            statement.setInt(first, location.place());
            statement.setLong(first + 1, location.key().generation());
        }
    }

    /** From digest, size, place, generation, used_at, damaged. */
    static Entry entry(ResultSet rows) throws SQLException {
        var digest = Digest.of(rows.getBytes(1));
        var place = rows.getInt(3);
        var location = rows.wasNull() ? null : new Location(place, new BlobKey(digest, rows.getLong(4)));
        return new Entry(digest, rows.getLong(2), location, rows.getTimestamp(5).toInstant(), rows.getBoolean(6));
    }
}
