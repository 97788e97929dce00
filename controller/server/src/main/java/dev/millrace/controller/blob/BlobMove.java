package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobTable.Location;
import dev.millrace.controller.store.Database;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves blobs to where new ones go, blob by blob: bytes first, then the row that says where they lie, then the old bytes as garbage. Readers find each at one
 * of the two at any time. A kill leaves at most bytes that no row names; what is still to be moved is in the database.
 */
final class BlobMove {
    private static final Logger LOG = LoggerFactory.getLogger(BlobMove.class);
    private static final int BATCH = 200;
    private static final int AT_ONCE = 8;

    private final Places places;
    private final BlobTable table;
    private final Database database;

    BlobMove(Places places, BlobTable table, Database database) {
        this.places = places;
        this.table = table;
        this.database = database;
    }

    private record Lying(Digest digest, long size, Location location) {}

    /** Notes that all that lies elsewhere is to come; durable on return. */
    void ask() {
        database.write(connection -> {
            try (var statement = connection.prepareStatement("update blob_place set emptied = (id <> ?)")) {
                statement.setInt(1, places.current());
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Moves all that was asked for. Damaged blobs stay where they are.
     *
     * @return how many were moved
     * @throws IOException where a backend fails; what was moved until then is moved
     */
    long run() throws IOException, InterruptedException {
        var moved = 0L;
        var after = new byte[0];
        while (true) {
            var batch = next(after);
            if (batch.isEmpty()) {
                finish();
                return moved;
            }
            moved += move(batch);
            after = batch.getLast().digest().bytes();
        }
    }

    private List<Lying> next(byte[] after) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select digest, size, place, generation, used_at, false from blob
                    where place in (select id from blob_place where emptied and id <> ?) and damaged_at is null and digest > ?
                    order by digest limit ?""")) {
                statement.setInt(1, places.current());
                statement.setBytes(2, after);
                statement.setInt(3, BATCH);
                var found = new ArrayList<Lying>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var entry = BlobTable.entry(rows);
                        var location = entry.location();
                        if (location != null) {
                            found.add(new Lying(entry.digest(), entry.size(), location));
                        }
                    }
                }
                return found;
            }
        });
    }

    private long move(List<Lying> batch) throws IOException, InterruptedException {
        var moved = 0L;
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var running = new ArrayList<Future<Boolean>>();
            batch.forEach(blob -> running.add(threads.submit(() -> move(blob))));
            for (var one : running) {
                try {
                    moved += one.get() ? 1 : 0;
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    throw new IOException("Blobs could not be moved: " + e.getCause(), e.getCause());
                }
            }
        }
        return moved;
    }

    private boolean move(Lying blob) throws IOException {
        var from = blob.location();
        var to = new Location(places.current(), BlobKey.fresh(blob.digest()));
        try {
            BlobCopy.copy(places.at(from.place()), from.key(), places.forNew(), to.key(), blob.size());
        } catch (CorruptBlob | NoSuchFileException e) {
            // collected or moved meanwhile, or damaged: only in the last case the row is the same still
            table.damaged(blob.digest(), from, String.valueOf(e.getMessage()));
            return false;
        }
        if (!table.relocate(blob.digest(), from, to)) {
            places.forNew().delete(to.key());
            return false;
        }
        return true;
    }

    private void finish() {
        var emptied = database.write(connection -> {
            try (var statement =
                    connection.prepareStatement("update blob_place set emptied = false where emptied and not exists ("
                            + "select from blob where place = id and damaged_at is null)")) {
                return statement.executeUpdate();
            }
        });
        if (emptied > 0) {
            LOG.atInfo().addKeyValue("to", places.current()).log("blobs-moved");
        }
    }
}
