package dev.millrace.controller.blob;

import dev.millrace.controller.base.StartRefused;
import dev.millrace.controller.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The places that the database knows, and the way to them. */
final class PlaceTable {
    private final Database database;

    PlaceTable(Database database) {
        this.database = database;
    }

    /** One of them; in use while a blob or garbage lies there. */
    private record Known(int id, BlobLocation location, String tag, boolean used) {}

    /**
     * Opens the place for new blobs, which becomes known, and all others that are in use.
     *
     * @throws StartRefused where one of them cannot be opened
     */
    Places open(BlobSettings settings) {
        var wanted = wanted(settings);
        var known = database.write(connection -> {
            learn(connection, wanted);
            return known(connection);
        });
        var current = known.stream()
                .filter(place -> place.location().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The place %s was not kept".formatted(wanted)));
        var backends = new HashMap<Integer, BlobBackend>();
        try {
            for (var place : known) {
                if (place.used() || place.equals(current)) {
                    backends.put(place.id(), open(place, settings));
                }
            }
        } catch (RuntimeException e) {
            backends.values().forEach(BlobBackend::close);
            throw e;
        }
        return new Places(current.id(), backends);
    }

    private static BlobLocation wanted(BlobSettings settings) {
        return settings.location() instanceof BlobLocation.Directory(Path path)
                        && path.equals(settings.usual().toAbsolutePath().normalize())
                ? new BlobLocation.Usual()
                : settings.location();
    }

    private static void learn(Connection connection, BlobLocation location) throws SQLException {
        var tag = new byte[6];
        ThreadLocalRandom.current().nextBytes(tag);
        try (var statement = connection.prepareStatement("""
                insert into blob_place (id, location, tag) select max(id) + 1, ?, ? from blob_place
                on conflict (location) do nothing""")) {
            statement.setString(1, location.text());
            statement.setString(2, HexFormat.of().formatHex(tag));
            statement.executeUpdate();
        }
    }

    private static List<Known> known(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                        select id, location, tag, exists (select from blob where place = id)
                            or exists (select from blob_garbage where place = id)
                        from blob_place order by id""");
                var rows = statement.executeQuery()) {
            var found = new ArrayList<Known>();
            while (rows.next()) {
                found.add(new Known(
                        rows.getInt(1), BlobLocation.parse(rows.getString(2)), rows.getString(3), rows.getBoolean(4)));
            }
            return found;
        }
    }

    private static BlobBackend open(Known place, BlobSettings settings) {
        return switch (place.location()) {
            case BlobLocation.Usual _ -> directory(settings.usual());
            case BlobLocation.Directory(Path path) -> directory(path.resolve(place.tag()));
            case BlobLocation.S3 s3 ->
                new S3Backend(
                                s3,
                                place.tag(),
                                settings.credentials()
                                        .orElseThrow(
                                                () -> new StartRefused(
                                                        "Blobs lie in %s, and there are no keys for it"
                                                                .formatted(s3.text()),
                                                        "Give --blobs-credentials-file, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")),
                                S3Patience.USUAL)
                        .checked();
        };
    }

    static DirectoryBackend directory(Path path) {
        try {
            return DirectoryBackend.in(path);
        } catch (IOException e) {
            throw new StartRefused(
                    "Blob directory %s cannot be used: %s".formatted(path, e),
                    "Check its permissions and the disk's free space",
                    e);
        }
    }
}
