package dev.millrace.controller.blob;

import dev.millrace.controller.base.StartRefused;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Offers {@link BlobStore} and {@link BlobKeeping}. */
public final class BlobModule implements AutoCloseable {
    private final BlobStore store;
    private final BlobKeeping keeping;
    private final BlobUpkeep upkeep;
    private final Places places;

    private BlobModule(BlobStore store, BlobKeeping keeping, BlobUpkeep upkeep, Places places) {
        this.store = store;
        this.keeping = keeping;
        this.upkeep = upkeep;
        this.places = places;
    }

    /**
     * In a directory of this controller's own; small blobs in the database. Nothing is moved or collected.
     *
     * @throws StartRefused where the directory cannot be written
     */
    public static BlobStore create(Path directory, Database database, GroupCommit writer, InstantSource clock) {
        var places = new Places(0, Map.of(0, PlaceTable.directory(directory)));
        return new StoredBlobs(places, new BlobTable(database, writer, clock));
    }

    /**
     * Where the settings say; looked after on a thread of its own until it is closed.
     *
     * @throws StartRefused where new blobs cannot be stored, or those that are there cannot be read
     */
    public static BlobModule open(BlobSettings settings, Database database, GroupCommit writer, InstantSource clock) {
        var places = new PlaceTable(database).open(settings);
        var table = new BlobTable(database, writer, clock);
        var store = new StoredBlobs(places, table);
        var moving = new BlobMove(places, table, database);
        var marks = new BlobMarks(store, table, database, settings.references());
        var upkeep = new BlobUpkeep(
                moving, new BlobHealing(places, table, database), new BlobSweep(places, database, marks, clock));
        upkeep.start(!settings.references().isEmpty());
        return new BlobModule(store, new StoredKeeping(database, places, moving, upkeep), upkeep, places);
    }

    /** The blobs. */
    public BlobStore store() {
        return store;
    }

    /** For administrators. */
    public BlobKeeping keeping() {
        return keeping;
    }

    @Override
    public void close() {
        upkeep.close();
        places.close();
    }
}
