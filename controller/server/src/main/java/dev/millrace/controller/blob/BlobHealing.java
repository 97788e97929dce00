package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobTable.Location;
import dev.millrace.controller.store.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes damaged blobs whole from sound bytes that another place, or another writing, still has of them. Whoever stores one again heals it too. */
final class BlobHealing {
    private static final Logger LOG = LoggerFactory.getLogger(BlobHealing.class);
    private static final int MOST = 1_000;

    private final Places places;
    private final BlobTable table;
    private final Database database;

    BlobHealing(Places places, BlobTable table, Database database) {
        this.places = places;
        this.table = table;
        this.database = database;
    }

    private record Damaged(Digest digest, long size) {}

    /** How many of the latest were healed. */
    int run() {
        var healed = 0;
        for (var blob : damaged()) {
            healed += heal(blob) ? 1 : 0;
        }
        return healed;
    }

    private List<Damaged> damaged() {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select digest, size from blob where damaged_at is not null and place is not null
                    order by damaged_at desc limit ?""")) {
                statement.setInt(1, MOST);
                var found = new ArrayList<Damaged>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Damaged(Digest.of(rows.getBytes(1)), rows.getLong(2)));
                    }
                }
                return found;
            }
        });
    }

    private boolean heal(Damaged blob) {
        for (var backend : places.backends().values()) {
            try {
                for (var key : backend.find(blob.digest())) {
                    if (copied(backend, key, blob)) {
                        return true;
                    }
                }
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("blob", blob.digest())
                        .addKeyValue("from", backend.where())
                        .setCause(e)
                        .log("blob-not-healed");
            }
        }
        return false;
    }

    private boolean copied(BlobBackend from, BlobKey key, Damaged blob) throws IOException {
        var to = new Location(places.current(), BlobKey.fresh(blob.digest()));
        try {
            BlobCopy.copy(from, key, places.forNew(), to.key(), blob.size());
        } catch (CorruptBlob e) {
            return false; // the damaged one itself
        }
        if (!to.equals(table.add(blob.digest(), blob.size(), null, to).location())) {
            places.forNew().delete(to.key()); // somebody stored it again
        }
        LOG.atInfo()
                .addKeyValue("blob", blob.digest())
                .addKeyValue("from", from.where())
                .log("blob-healed");
        return true;
    }
}
