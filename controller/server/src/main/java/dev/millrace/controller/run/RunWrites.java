package dev.millrace.controller.run;

import static dev.millrace.controller.run.RunTable.setInstant;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.RowStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;

/** Statements that write {@code run} and {@code stage}. */
final class RunWrites {
    final RowStatement<NewRun> insert;
    final RowStatement<Run> update;
    final RowStatement<Joined> joined;
    final RowStatement<Joined> joinedKey;
    final RowStatement<StageRow> stageBegun;
    final RowStatement<StageRow> stageEnded;
    final RowStatement<TitleRow> titleMade;
    final RowStatement<TitleRow> titleChanged;

    RunWrites(long epoch) {
        insert = new Insert(epoch);
        update = new Update(epoch);
        joined = new CauseAdded(epoch);
        joinedKey = new KeyAdded(epoch);
        stageBegun = new StageBegun(epoch);
        stageEnded = new StageEnded(epoch);
        titleMade = new TitleMade(epoch);
        titleChanged = new TitleChanged(epoch);
    }

    /** A run to be inserted. */
    record NewRun(Run run, Optional<String> key) {}

    /** A trigger that joined a run. */
    record Joined(Run run, Optional<String> key) {}

    /** A stage as it is now. */
    record StageRow(RunId run, StageFacts stage) {}

    /** What a run is called now. */
    record TitleRow(RunId run, RunTitle title) {}

    private record TitleMade(long epoch) implements RowStatement<TitleRow> {
        @Override
        public String sql() {
            return "insert into run_title (run_id, owner_epoch) values (?, ?) on conflict (run_id) do nothing";
        }

        @Override
        public void bind(PreparedStatement statement, TitleRow row) throws SQLException {
            statement.setLong(1, row.run().value());
            statement.setLong(2, epoch);
        }

        @Override
        public int rank() {
            return 10;
        }
    }

    private record TitleChanged(long epoch) implements RowStatement<TitleRow> {
        @Override
        public String sql() {
            return """
                    update run_title set display_name = coalesce(?, display_name), description = coalesce(?, description),
                        keep = coalesce(?, keep), owner_epoch = ? where run_id = ?""";
        }

        @Override
        public void bind(PreparedStatement statement, TitleRow row) throws SQLException {
            statement.setString(1, row.title().displayName().orElse(null));
            statement.setString(2, row.title().description().orElse(null));
            statement.setObject(3, row.title().keep().orElse(null), Types.BOOLEAN);
            statement.setLong(4, epoch);
            statement.setLong(5, row.run().value());
        }

        @Override
        public int rank() {
            return 20;
        }
    }

    private record Insert(long epoch) implements RowStatement<NewRun> {
        @Override
        public String sql() {
            return """
                    insert into run (id, organization_id, project_id, number, state, trust, cause, parameters, environment, source, file,
                        definition, semantics, idempotency_key, accepted_at, owner_epoch, defaulted, attempt_number, origin,
                        quiet_seconds, priority)
                    values (?, ?, ?, ?, 'accepted', ?, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, 1, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?)
                    on conflict (id) do nothing""";
        }

        @Override
        public void bind(PreparedStatement statement, NewRun row) throws SQLException {
            var run = row.run();
            statement.setLong(1, run.id().value());
            statement.setLong(2, run.organization().value());
            statement.setLong(3, run.project().value());
            statement.setLong(4, run.number());
            statement.setString(5, run.trust());
            statement.setString(6, RunTable.toJson(run.cause()));
            statement.setString(7, RunTable.toJson(run.parameters()));
            statement.setString(8, RunTable.toJson(run.environment()));
            statement.setString(9, RunTable.source(run.source()));
            statement.setString(10, run.file());
            statement.setBytes(11, run.definition().bytes());
            statement.setString(12, row.key().orElse(null));
            setInstant(statement, 13, Optional.of(run.acceptedAt()));
            statement.setLong(14, epoch);
            statement.setString(15, RunTable.toJson(run.defaulted()));
            statement.setInt(16, run.attemptNumber());
            statement.setString(17, run.origin().map(RunTable::origin).orElse(null));
            var urgency = run.urgency();
            statement.setObject(
                    18, urgency.quietPeriod().map(Duration::toSeconds).orElse(null), Types.INTEGER);
            statement.setObject(
                    19, urgency.priority().isPresent() ? urgency.priority().getAsInt() : null, Types.INTEGER);
        }

        @Override
        public int rank() {
            return 0;
        }
    }

    private record CauseAdded(long epoch) implements RowStatement<Joined> {
        @Override
        public String sql() {
            return "update run set more_causes = ?::jsonb, owner_epoch = ? where id = ?";
        }

        @Override
        public void bind(PreparedStatement statement, Joined row) throws SQLException {
            statement.setString(1, RunTable.toJson(row.run().moreCauses()));
            statement.setLong(2, epoch);
            statement.setLong(3, row.run().id().value());
        }

        @Override
        public int rank() {
            return 20;
        }
    }

    private record KeyAdded(long epoch) implements RowStatement<Joined> {
        @Override
        public String sql() {
            return """
                    insert into merged_trigger (project_id, idempotency_key, run_id, owner_epoch) values (?, ?, ?, ?)
                    on conflict (project_id, idempotency_key) do nothing""";
        }

        @Override
        public void bind(PreparedStatement statement, Joined row) throws SQLException {
            statement.setLong(1, row.run().project().value());
            statement.setString(2, row.key().orElseThrow());
            statement.setLong(3, row.run().id().value());
            statement.setLong(4, epoch);
        }

        @Override
        public int rank() {
            return 10;
        }
    }

    private record Update(long epoch) implements RowStatement<Run> {
        @Override
        public String sql() {
            return """
                    update run set state = ?, result = ?, attempt = ?, problems = ?::jsonb, refused = ?, started_at = ?, finished_at = ?, owner_epoch = ?
                    where id = ?""";
        }

        @Override
        public void bind(PreparedStatement statement, Run run) throws SQLException {
            statement.setString(1, run.state().key());
            statement.setString(2, run.state().outcome().map(RunResult::name).orElse(null));
            statement.setInt(3, run.attempt());
            statement.setString(4, RunTable.problems(run.problems()));
            statement.setBoolean(5, run.refused());
            setInstant(statement, 6, run.state().begunAt());
            setInstant(statement, 7, run.state().overAt());
            statement.setLong(8, epoch);
            statement.setLong(9, run.id().value());
        }

        @Override
        public int rank() {
            return 20;
        }
    }

    // Inserting and updating in one statement would meet the same row twice where a short stage begins and ends in one
    // group.
    private record StageBegun(long epoch) implements RowStatement<StageRow> {
        @Override
        public String sql() {
            return """
                    insert into stage (run_id, step, parent, kind, name, started_at, owner_epoch)
                    values (?, ?, ?, ?, ?, ?, ?) on conflict (run_id, step) do nothing""";
        }

        @Override
        public void bind(PreparedStatement statement, StageRow row) throws SQLException {
            var stage = row.stage();
            statement.setLong(1, row.run().value());
            statement.setInt(2, stage.step());
            statement.setInt(3, stage.parent());
            statement.setString(4, stage.kind());
            statement.setString(5, stage.name());
            setInstant(statement, 6, Optional.of(stage.startedAt()));
            statement.setLong(7, epoch);
        }

        @Override
        public int rank() {
            return 10;
        }
    }

    private record StageEnded(long epoch) implements RowStatement<StageRow> {
        @Override
        public String sql() {
            return "update stage set result = ?, finished_at = ?, owner_epoch = ? where run_id = ? and step = ?";
        }

        @Override
        public void bind(PreparedStatement statement, StageRow row) throws SQLException {
            var stage = row.stage();
            statement.setString(1, stage.result().map(RunResult::name).orElse(null));
            setInstant(statement, 2, stage.finishedAt());
            statement.setLong(3, epoch);
            statement.setLong(4, row.run().value());
            statement.setInt(5, stage.step());
        }

        @Override
        public int rank() {
            return 20;
        }
    }
}
