package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobTable.Location;
import dev.millrace.controller.store.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what nothing refers to, beside uploads that run.
 *
 * <p>A blob goes when it is not marked and was not asked for during the grace time; both is looked at again in the statement that deletes its row, which waits
 * for nobody. So one that is asked for meanwhile stays, or is missing for who asked. Rows go before bytes: after a kill between the two there are bytes
 * without a row, which are named as garbage; the other way round a row would promise bytes that are gone. And since each writing has its own name, deleting
 * old bytes never harms the same content that is stored again at that moment.
 */
final class BlobSweep {
    /** Longer than a blob is promised, and than {@code used_at} may lag behind. */
    static final Duration GRACE = BlobStore.PROMISED.plus(BlobTable.STALE).plusHours(11);

    /** For readers that are under way, and addresses that were signed. */
    static final Duration LINGER = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(BlobSweep.class);
    private static final int BATCH = 500;
    private static final int FEW = 100;
    private static final int MOST_STRAYS = 100_000;

    private final Places places;
    private final Database database;
    private final BlobMarks marks;
    private final InstantSource clock;

    BlobSweep(Places places, Database database, BlobMarks marks, InstantSource clock) {
        this.places = places;
        this.database = database;
        this.marks = marks;
        this.clock = clock;
    }

    /**
     * What one collection took away.
     *
     * @param blobs that nothing refers to
     * @param bytes of theirs
     */
    record Swept(long blobs, long bytes) {
        Swept plus(Swept other) {
            return new Swept(blobs + other.blobs, bytes + other.bytes);
        }
    }

    /** Marks and sweeps once; the bytes go some time later. */
    Swept collect() throws IOException {
        var cutoff = clock.instant().minus(GRACE);
        var all = new Swept(0, 0);
        if (!anythingBefore(cutoff)) {
            return all;
        }
        marks.fill(cutoff);
        for (var swept = sweep(cutoff); swept.blobs() > 0; swept = sweep(cutoff)) {
            all = all.plus(swept);
        }
        LOG.atInfo()
                .addKeyValue("blobs", all.blobs())
                .addKeyValue("bytes", all.bytes())
                .log("blobs-collected");
        return all;
    }

    private boolean anythingBefore(Instant cutoff) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select from blob where used_at < ? limit 1")) {
                statement.setObject(1, cutoff.atOffset(ZoneOffset.UTC));
                try (var rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    private Swept sweep(Instant cutoff) {
        return database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    with idle as (
                        select digest from blob
                        where used_at < ? and not exists (select from blob_mark where blob_mark.digest = blob.digest)
                        limit ? for update skip locked),
                    gone as (
                        delete from blob using idle where blob.digest = idle.digest and blob.used_at < ?
                        returning blob.digest, blob.size, blob.place, blob.generation),
                    garbage as (
                        insert into blob_garbage (place, digest, generation, since)
                        select place, digest, generation, ? from gone where place is not null
                        on conflict do nothing)
                    select count(*), coalesce(sum(size), 0) from gone""")) {
                var before = cutoff.atOffset(ZoneOffset.UTC);
                statement.setObject(1, before);
                statement.setInt(2, BATCH);
                statement.setObject(3, before);
                statement.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return new Swept(rows.getLong(1), rows.getLong(2));
                }
            }
        });
    }

    /**
     * Deletes bytes that became garbage some time ago; how many.
     *
     * @throws IOException where a backend fails; the rest is tried again another time
     */
    long clear() throws IOException {
        var cleared = 0L;
        while (true) {
            var batch = garbage();
            for (var location : batch) {
                places.at(location.place()).delete(location.key());
            }
            if (batch.isEmpty()) {
                return cleared;
            }
            forget(batch);
            cleared += batch.size();
        }
    }

    /** Of places that can be reached. */
    private List<Location> garbage() {
        var before = clock.instant().minus(LINGER).atOffset(ZoneOffset.UTC);
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "select place, digest, generation from blob_garbage where since < ? and place = any (?) limit ?")) {
                statement.setObject(1, before);
                statement.setArray(
                        2,
                        connection.createArrayOf(
                                "smallint", places.backends().keySet().toArray()));
                statement.setInt(3, BATCH);
                var found = new ArrayList<Location>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Location(
                                rows.getInt(1), new BlobKey(Digest.of(rows.getBytes(2)), rows.getLong(3))));
                    }
                }
                return found;
            }
        });
    }

    private void forget(List<Location> deleted) {
        database.write(connection -> {
            try (var statement = connection.prepareStatement(
                    "delete from blob_garbage where place = ? and digest = ? and generation = ?")) {
                for (var location : deleted) {
                    statement.setInt(1, location.place());
                    statement.setBytes(2, location.key().digest().bytes());
                    statement.setLong(3, location.key().generation());
                    statement.addBatch();
                }
                return statement.executeBatch().length;
            }
        });
    }

    /**
     * Deletes bytes that no row names, of uploads that were killed between their bytes and their row; how many. Where a backend has more of them than
     * blobs, something else is wrong (another database, another installation's directory), and nothing is deleted.
     */
    long clearStrays() throws IOException {
        var cleared = 0L;
        var before = clock.instant().minus(GRACE);
        for (var place : places.backends().entrySet()) {
            var backend = place.getValue();
            var known = new long[1];
            var strays = new ArrayList<BlobKey>();
            var page = new LinkedHashMap<BlobKey, Instant>();
            backend.list((key, at) -> {
                page.put(key, at);
                if (page.size() >= BATCH) {
                    known[0] += sort(place.getKey(), page, before, strays);
                }
            });
            known[0] += sort(place.getKey(), page, before, strays);
            if (strays.size() > Math.max(FEW, known[0])) {
                LOG.atError()
                        .addKeyValue("where", backend.where())
                        .addKeyValue("strays", strays.size())
                        .addKeyValue("known", known[0])
                        .log("blobs-of-others");
                continue;
            }
            for (var stray : strays) {
                backend.delete(stray);
            }
            cleared += strays.size();
            backend.discardUnpublished(before);
        }
        return cleared;
    }

    private long sort(int place, Map<BlobKey, Instant> page, Instant before, List<BlobKey> strays) {
        var named = named(place, page.keySet());
        page.forEach((key, at) -> {
            if (!named.contains(key) && at.isBefore(before) && strays.size() < MOST_STRAYS) {
                strays.add(key);
            }
        });
        page.clear();
        return named.size();
    }

    private Set<BlobKey> named(int place, Set<BlobKey> keys) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "select digest, generation from blob where place = ? and digest = any (?)")) {
                statement.setInt(1, place);
                statement.setArray(
                        2,
                        BlobTable.array(
                                connection, keys.stream().map(BlobKey::digest).toList()));
                var found = new HashSet<BlobKey>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new BlobKey(Digest.of(rows.getBytes(1)), rows.getLong(2)));
                    }
                }
                return found;
            }
        });
    }
}
