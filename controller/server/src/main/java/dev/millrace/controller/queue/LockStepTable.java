package dev.millrace.controller.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.LockOwner.OfStep;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.RowStatement;
import dev.millrace.controller.store.Write;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code lock_step}. */
final class LockStepTable implements LockLedger {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RowStatement<Asked> ASKED = new RowStatement<>() {
        @Override
        public String sql() {
            return """
                    insert into lock_step (run_id, step, organization_id, title, need, priority, asked_at, owner_epoch)
                    values (?, ?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (run_id, step) do nothing""";
        }

        @Override
        public void bind(PreparedStatement statement, Asked row) throws SQLException {
            var request = row.request();
            statement.setLong(1, row.step().run().value());
            statement.setInt(2, row.step().step());
            statement.setLong(3, request.organization().value());
            statement.setString(4, request.title());
            statement.setString(5, NeedsText.write(Needs.NONE.with(request.need())));
            statement.setInt(6, request.priority());
            statement.setObject(7, request.asked().atOffset(ZoneOffset.UTC));
            statement.setLong(8, row.epoch());
        }

        @Override
        public int rank() {
            return 10;
        }
    };
    private static final RowStatement<Held> HELD = new RowStatement<>() {
        @Override
        public String sql() {
            return "update lock_step set held = ?::jsonb, owner_epoch = ? where run_id = ? and step = ?";
        }

        @Override
        public void bind(PreparedStatement statement, Held row) throws SQLException {
            statement.setString(1, text(row.locks()));
            statement.setLong(2, row.epoch());
            statement.setLong(3, row.step().run().value());
            statement.setInt(4, row.step().step());
        }

        @Override
        public int rank() {
            return 20;
        }
    };
    private static final RowStatement<OfStep> RELEASED = new RowStatement<>() {
        @Override
        public String sql() {
            return "delete from lock_step where run_id = ? and step = ?";
        }

        @Override
        public void bind(PreparedStatement statement, OfStep row) throws SQLException {
            statement.setLong(1, row.run().value());
            statement.setInt(2, row.step());
        }

        @Override
        public int rank() {
            return 30; // what asked, got and gave back in one group leaves nothing
        }
    };

    private final Database database;

    LockStepTable(Database database) {
        this.database = database;
    }

    @Override
    public Write<?> asked(LockRequest request, OfStep step) {
        return new Write<>(ASKED, new Asked(request, step, database.epoch()));
    }

    @Override
    public Write<?> held(OfStep step, List<String> locks) {
        return new Write<>(HELD, new Held(step, List.copyOf(locks), database.epoch()));
    }

    @Override
    public Write<?> released(OfStep step) {
        return new Write<>(RELEASED, step);
    }

    @Override
    public List<StoredLock> open() {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("""
                            select lock_step.run_id, step, lock_step.organization_id, title, need::text, lock_step.priority, asked_at, held::text
                            from lock_step join run on run.id = lock_step.run_id and run.finished_at is null
                            order by asked_at, lock_step.run_id, step""");
                    var rows = query.executeQuery()) {
                var found = new ArrayList<StoredLock>();
                while (rows.next()) {
                    found.add(stored(rows));
                }
                return found;
            }
        });
    }

    private static StoredLock stored(ResultSet row) throws SQLException {
        return new StoredLock(
                new LockRequest(
                        new OfStep(new RunId(row.getLong("run_id")), row.getInt("step")),
                        new OrganizationId(row.getLong("organization_id")),
                        row.getString("title"),
                        NeedsText.read(row.getString("need")).locks(),
                        row.getInt("priority"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant()),
                names(row.getString("held")));
    }

    private static List<String> names(@Nullable String text) throws SQLException {
        try {
            return text == null ? List.of() : JSON.readValue(text, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("What a step holds cannot be read: the row was not written by Millrace", e);
        }
    }

    private static String text(List<String> names) throws SQLException {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new SQLException("Names can be written", e);
        }
    }

    private record Asked(LockRequest request, OfStep step, long epoch) {}

    private record Held(OfStep step, List<String> locks, long epoch) {}
}
