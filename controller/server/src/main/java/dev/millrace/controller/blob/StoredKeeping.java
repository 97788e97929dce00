package dev.millrace.controller.blob;

import dev.millrace.controller.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

/** Looks into the catalogue; what is asked for is done by {@link BlobUpkeep}. */
final class StoredKeeping implements BlobKeeping {
    private final Database database;
    private final Places places;
    private final BlobMove moving;
    private final BlobUpkeep upkeep;

    StoredKeeping(Database database, Places places, BlobMove moving, BlobUpkeep upkeep) {
        this.database = database;
        this.places = places;
        this.moving = moving;
        this.upkeep = upkeep;
    }

    @Override
    public Status status() {
        return database.read(connection -> {
            var found = new ArrayList<Place>();
            try (var statement = connection.prepareStatement("""
                            select id, location, emptied, count(blob.digest), coalesce(sum(size), 0)
                            from blob_place left join blob on place = id group by id, location, emptied order by id""");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var current = rows.getInt(1) == places.current();
                    var amount = new Amount(rows.getLong(4), rows.getLong(5));
                    if (current || amount.blobs() > 0) {
                        found.add(new Place(rows.getString(2), current, rows.getBoolean(3), amount));
                    }
                }
            }
            var inline = new Amount(
                    number(connection, "select count(*) from blob where place is null"),
                    number(connection, "select coalesce(sum(size), 0) from blob where place is null"));
            return new Status(
                    found,
                    inline,
                    number(connection, "select count(*) from blob where damaged_at is not null"),
                    number(connection, "select count(*) from blob_garbage"));
        });
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.prepareStatement(query);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void move() {
        moving.ask();
        upkeep.soon();
    }

    @Override
    public void collect() {
        upkeep.collectSoon();
    }
}
