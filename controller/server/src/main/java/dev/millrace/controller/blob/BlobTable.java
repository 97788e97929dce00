package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.DatabaseUnavailable;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.RowStatement;
import dev.millrace.controller.store.Write;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What blobs there are, and the small ones themselves. */
final class BlobTable {
    private static final Insert INSERT = new Insert();

    private final Database database;
    private final GroupCommit writer;
    private final InstantSource clock;

    BlobTable(Database database, GroupCommit writer, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
    }

    /** A row; {@code content} is null where it is a file. */
    record Row(Digest digest, long size, byte @Nullable [] content, Instant storedAt) {}

    /** A size in bytes, and whether the content is in the table. */
    record Entry(long size, boolean inline) {}

    /** Adds a blob; durable on return, whoever stored it first. */
    void add(Digest digest, long size, byte @Nullable [] content) throws IOException {
        var stored = writer.submit(List.of(new Write<>(INSERT, new Row(digest, size, content, clock.instant()))));
        try {
            stored.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while storing " + digest, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DatabaseUnavailable away) {
                throw away;
            }
            throw new IOException("Could not store " + digest, e.getCause());
        }
    }

    /** Those of the digests that are in the table. */
    Map<Digest, Entry> find(Collection<Digest> digests) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(
                    "select digest, size, content is not null from blob where digest = any (?)")) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "bytea", digests.stream().map(Digest::bytes).toArray(byte[][]::new)));
                var found = new HashMap<Digest, Entry>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.put(Digest.of(rows.getBytes(1)), new Entry(rows.getLong(2), rows.getBoolean(3)));
                    }
                }
                return found;
            }
        });
    }

    /** One with its content. */
    Optional<Row> read(Digest digest) {
        return database.read(connection -> {
            try (var statement =
                    connection.prepareStatement("select size, content, stored_at from blob where digest = ?")) {
                statement.setBytes(1, digest.bytes());
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(row(digest, rows)) : Optional.empty();
                }
            }
        });
    }

    private static Row row(Digest digest, ResultSet rows) throws SQLException {
        return new Row(
                digest, rows.getLong(1), rows.getBytes(2), rows.getTimestamp(3).toInstant());
    }

    private static final class Insert implements RowStatement<Row> {
        @Override
        public String sql() {
            return "insert into blob (digest, size, content, stored_at) values (?, ?, ?, ?) on conflict do nothing";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            statement.setBytes(1, row.digest().bytes());
            statement.setLong(2, row.size());
            statement.setBytes(3, row.content());
            statement.setObject(4, row.storedAt().atOffset(ZoneOffset.UTC));
        }

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int weight(Row row) {
            var content = row.content();
            return 256 + (content == null ? 0 : content.length);
        }
    }
}
