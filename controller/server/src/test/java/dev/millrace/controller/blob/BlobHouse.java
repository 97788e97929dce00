package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobReferences.Shape;
import dev.millrace.controller.store.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A store with all that looks after it, over places that the test gives; time moves only when the test says so. */
final class BlobHouse {
    private final TestDatabase db;
    private final AtomicReference<Instant> now;

    final BlobTable table;
    final StoredBlobs store;
    final BlobMove moving;
    final BlobHealing healing;
    final BlobSweep sweep;

    private BlobHouse(TestDatabase db, AtomicReference<Instant> now, Places places) {
        this.db = db;
        this.now = now;
        InstantSource clock = now::get;
        this.table = new BlobTable(db.database(), db.groupCommit(), clock);
        this.store = new StoredBlobs(places, table);
        this.moving = new BlobMove(places, table, db.database());
        this.healing = new BlobHealing(places, table, db.database());
        var references = List.of(
                new BlobReferences("tests", Shape.BYTES, "select digest from held where shape = 'bytes'"),
                new BlobReferences("trees of tests", Shape.TREE, "select digest from held where shape = 'tree'"),
                new BlobReferences(
                        "manifests of tests", Shape.MANIFEST, "select digest from held where shape = 'manifest'"));
        this.sweep =
                new BlobSweep(places, db.database(), new BlobMarks(store, table, db.database(), references), clock);
    }

    /** With a table of references that tests fill. */
    static BlobHouse on(TestDatabase db, Map<Integer, BlobBackend> places, int current) {
        execute(
                db,
                "create table if not exists held (holder bigint, digest bytea, shape text, primary key (holder, digest))");
        places.keySet()
                .forEach(place -> execute(
                        db,
                        "insert into blob_place (id, location, tag) values (%d, 'place %d', '') on conflict do nothing"
                                .formatted(place, place)));
        return new BlobHouse(db, new AtomicReference<>(Instant.now()), new Places(current, places));
    }

    /** The same database and time in another controller. */
    BlobHouse again(Map<Integer, BlobBackend> places, int current) {
        return new BlobHouse(db, now, new Places(current, places));
    }

    static void execute(TestDatabase db, String sql) {
        db.database().write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    void hold(long holder, Digest digest, Shape shape) {
        db.database().write(connection -> {
            try (var statement = connection.prepareStatement(
                    "insert into held (holder, digest, shape) values (?, ?, ?) on conflict do nothing")) {
                statement.setLong(1, holder);
                statement.setBytes(2, digest.bytes());
                statement.setString(3, shape.name().toLowerCase(java.util.Locale.ROOT));
                return statement.executeUpdate();
            }
        });
    }

    void release(long holder, Digest digest) {
        db.database().write(connection -> {
            try (var statement = connection.prepareStatement("delete from held where holder = ? and digest = ?")) {
                statement.setLong(1, holder);
                statement.setBytes(2, digest.bytes());
                return statement.executeUpdate();
            }
        });
    }

    void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    long count(String query) {
        return db.database().read(connection -> count(connection, query));
    }

    private static long count(java.sql.Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
