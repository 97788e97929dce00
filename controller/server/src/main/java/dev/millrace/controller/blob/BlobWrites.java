package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.store.RowStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What the group-committing writer does to the catalogue. */
final class BlobWrites {
    static final RowStatement<Row> INSERT = new Insert();
    static final RowStatement<Row> REPLACE = new Replace();
    static final RowStatement<Use> TOUCH = new Touch();

    private BlobWrites() {}

    /** A blob; either its content or the location of it. */
    record Row(
            Digest digest, long size, byte @Nullable [] content, BlobTable.@Nullable Location location, Instant at) {}

    /** That one was asked for. */
    record Use(Digest digest, Instant at) {}

    private static int weight(byte @Nullable [] content) {
        return 256 + (content == null ? 0 : content.length);
    }

    private static final class Insert implements RowStatement<Row> {
        @Override
        public String sql() {
            return "insert into blob (digest, size, content, place, generation, stored_at, used_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            statement.setBytes(1, row.digest().bytes());
            statement.setLong(2, row.size());
            statement.setBytes(3, row.content());
            BlobTable.bind(statement, 4, row.location());
            var at = row.at().atOffset(ZoneOffset.UTC);
            statement.setObject(6, at);
            statement.setObject(7, at);
        }

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int weight(Row row) {
            return BlobWrites.weight(row.content());
        }
    }

    /** What was there already: damaged bytes are replaced, and are garbage from then on; of sound ones only the use is noted. */
    private static final class Replace implements RowStatement<Row> {
        @Override
        public String sql() {
            return """
                    with damaged as (
                        insert into blob_garbage (place, digest, generation, since)
                        select place, digest, generation, ? from blob
                        where digest = ? and damaged_at is not null and place is not null
                        on conflict do nothing)
                    update blob set
                        content = case when damaged_at is null then content else ? end,
                        place = case when damaged_at is null then place else ? end,
                        generation = case when damaged_at is null then generation else ? end,
                        used_at = greatest(used_at, ?),
                        damaged_at = null
                    where digest = ? and (damaged_at is not null or used_at < ?)""";
        }

        @Override
        public void bind(PreparedStatement statement, Row row) throws SQLException {
            var digest = row.digest().bytes();
            var at = row.at().atOffset(ZoneOffset.UTC);
            statement.setObject(1, at);
            statement.setBytes(2, digest);
            statement.setBytes(3, row.content());
            BlobTable.bind(statement, 4, row.location());
            statement.setObject(6, at);
            statement.setBytes(7, digest);
            statement.setObject(8, row.at().minus(BlobTable.STALE).atOffset(ZoneOffset.UTC));
        }

        @Override
        public int rank() {
            return 20;
        }

        @Override
        public int weight(Row row) {
            return BlobWrites.weight(row.content());
        }
    }

    private static final class Touch implements RowStatement<Use> {
        @Override
        public String sql() {
            return "update blob set used_at = greatest(used_at, ?) where digest = ?";
        }

        @Override
        public void bind(PreparedStatement statement, Use use) throws SQLException {
            statement.setObject(1, use.at().atOffset(ZoneOffset.UTC));
            statement.setBytes(2, use.digest().bytes());
        }

        @Override
        public int rank() {
            return 20;
        }
    }
}
