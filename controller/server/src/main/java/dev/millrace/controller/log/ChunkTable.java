package dev.millrace.controller.log;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.RowStatement;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Rows of {@code log_chunk}. */
final class ChunkTable implements RowStatement<Chunk> {
    private static final int SMALL = 16 * 1024;
    private static final int SMALL_AT_ONCE = 16;

    private final Database database;
    private final InstantSource clock;

    ChunkTable(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String sql() {
        return """
                insert into log_chunk (run_id, seq, position, length, step, ordinal, output_offset, at, encoding, data, owner_epoch, output_end, line_open)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (run_id, seq) do nothing""";
    }

    @Override
    public void bind(PreparedStatement statement, Chunk chunk) throws SQLException {
        var sealed = chunk.seal();
        statement.setLong(1, chunk.run);
        statement.setLong(2, chunk.seq);
        statement.setLong(3, chunk.position);
        statement.setInt(4, sealed.length());
        statement.setInt(5, sealed.step());
        statement.setInt(6, chunk.ordinal);
        statement.setLong(7, chunk.offset);
        statement.setTimestamp(8, Timestamp.from(clock.instant()));
        statement.setShort(9, (short) (sealed.deflated() ? 1 : 0));
        statement.setBytes(10, sealed.data());
        statement.setLong(11, database.epoch());
        statement.setLong(12, sealed.outputEnd());
        statement.setBoolean(13, sealed.lineOpen());
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public int weight(Chunk chunk) {
        return 256 + chunk.size();
    }

    /** How far the stored log of a run has come. */
    Extent extent(RunId run) {
        return database.read(connection -> {
            var last = 0L;
            var end = 0L;
            OutputKey lineOf = null;
            try (var query = connection.prepareStatement("""
                    select seq, position + length, line_open, step, ordinal from log_chunk where run_id = ? order by seq desc limit 1""")) {
                query.setLong(1, run.value());
                try (var rows = query.executeQuery()) {
                    if (rows.next()) {
                        last = rows.getLong(1);
                        end = rows.getLong(2);
                        lineOf = rows.getBoolean(3) ? new OutputKey(rows.getInt(4), rows.getInt(5)) : null;
                    }
                }
            }
            var outputs = new HashMap<OutputKey, Long>();
            if (last > 0) {
                try (var query = connection.prepareStatement("""
                        select distinct on (step, ordinal) step, ordinal, coalesce(output_end, output_offset + length) from log_chunk
                        where run_id = ? and output_offset >= 0 order by step, ordinal, output_offset desc""")) {
                    query.setLong(1, run.value());
                    try (var rows = query.executeQuery()) {
                        while (rows.next()) {
                            outputs.put(new OutputKey(rows.getInt(1), rows.getInt(2)), rows.getLong(3));
                        }
                    }
                }
            }
            return new Extent(last, end, lineOf, outputs);
        });
    }

    /** Copies chunk after chunk; between them no connection is held. */
    void copy(RunId run, long position, long limit, OutputStream to) throws IOException {
        var from = position;
        var left = limit;
        var atOnce = 1;
        while (left > 0) {
            var pieces = pieces(run, from, atOnce);
            if (pieces.isEmpty()) {
                return;
            }
            for (var piece : pieces) {
                if (left == 0) {
                    return;
                }
                var skip = (int) (from - piece.position());
                var length = (int) Math.min(left, piece.length() - skip);
                to.write(piece.bytes(), skip, length);
                from += length;
                left -= length;
                atOnce = piece.length() < SMALL ? SMALL_AT_ONCE : 1;
            }
        }
    }

    private List<Stored> pieces(RunId run, long from, int atOnce) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("""
                    select position, length, encoding, data from log_chunk
                    where run_id = ? and position >= coalesce(
                        (select max(position) from log_chunk where run_id = ? and position <= ?), 0) and position + length > ?
                    order by position limit ?""")) {
                query.setLong(1, run.value());
                query.setLong(2, run.value());
                query.setLong(3, from);
                query.setLong(4, from);
                query.setInt(5, atOnce);
                var pieces = new ArrayList<Stored>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        pieces.add(piece(rows));
                    }
                }
                return pieces;
            }
        });
    }

    /** The last bytes that a step's operations printed, from two chunks at most. */
    byte[] tail(RunId run, int step, int bytes) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("""
                    select position, length, encoding, data from log_chunk
                    where run_id = ? and step = ? and output_offset >= 0 order by ordinal desc, output_offset desc limit 2""")) {
                query.setLong(1, run.value());
                query.setInt(2, step);
                var end = new byte[0];
                try (var rows = query.executeQuery()) {
                    while (rows.next() && end.length < bytes) {
                        var before = piece(rows).bytes();
                        var both = Arrays.copyOf(before, before.length + end.length);
                        System.arraycopy(end, 0, both, before.length, end.length);
                        end = both;
                    }
                }
                return Arrays.copyOfRange(end, Math.max(0, end.length - bytes), end.length);
            }
        });
    }

    private static Stored piece(ResultSet row) throws SQLException {
        var length = row.getInt(2);
        var data = row.getBytes(4);
        return new Stored(row.getLong(1), length, row.getShort(3) == 0 ? data : inflate(data, length));
    }

    private static byte[] inflate(byte[] data, int length) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(data);
            var bytes = new byte[length];
            var size = inflater.inflate(bytes);
            if (size != length) {
                throw new IllegalStateException("A log chunk has %d bytes instead of %d".formatted(size, length));
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalStateException("A log chunk cannot be inflated", e);
        } finally {
            inflater.end();
        }
    }

    /** An operation of a step. */
    record OutputKey(int step, int ordinal) {}

    /**
     * How far a log is stored.
     *
     * @param lineOf whose last line is not at its end; null where the log ends with a newline
     * @param outputs up to where each output is stored
     */
    record Extent(long lastSeq, long end, @Nullable OutputKey lineOf, Map<OutputKey, Long> outputs) {}

    private record Stored(long position, int length, byte[] bytes) {}
}
