package dev.millrace.controller.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Runs.Brief;
import dev.millrace.controller.source.GivenFiles;
import dev.millrace.controller.source.RunLibrary;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.source.RunTool;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.trigger.Urgency;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code run}. */
final class RunTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELECT = "select * from run where ";

    private final Database database;

    RunTable(Database database) {
        this.database = database;
    }

    /** Runs of a condition; the parameters fill its question marks. */
    List<Run> select(String condition, Object... parameters) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement(SELECT + condition)) {
                for (var index = 0; index < parameters.length; index++) {
                    query.setObject(index + 1, parameters[index]);
                }
                try (var rows = query.executeQuery()) {
                    var runs = new ArrayList<Run>();
                    while (rows.next()) {
                        runs.add(run(rows));
                    }
                    return runs;
                }
            }
        });
    }

    /** The largest number of a project's runs; 0 where it has none. */
    long lastNumber(ProjectId project) {
        return database.read(connection -> {
            try (var query =
                    connection.prepareStatement("select coalesce(max(number), 0) from run where project_id = ?")) {
                query.setLong(1, project.value());
                try (var rows = query.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /** Those of a condition that are not finished, oldest first. */
    List<Brief> briefs(String condition) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("""
                            select id, organization_id, project_id, coalesce(source->'facts'->>'BRANCH_NAME', ''), priority
                            from run where finished_at is null and %s order by id""".formatted(condition));
                    var rows = query.executeQuery()) {
                var briefs = new ArrayList<Brief>();
                while (rows.next()) {
                    briefs.add(new Brief(
                            new RunId(rows.getLong(1)),
                            new OrganizationId(rows.getLong(2)),
                            new Series(new ProjectId(rows.getLong(3)), rows.getString(4)),
                            priority(rows)));
                }
                return briefs;
            }
        });
    }

    /** Stages of a run in the order in which they began. */
    List<StageFacts> stages(RunId run) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("select * from stage where run_id = ? order by step")) {
                query.setLong(1, run.value());
                try (var rows = query.executeQuery()) {
                    var stages = new ArrayList<StageFacts>();
                    while (rows.next()) {
                        stages.add(new StageFacts(
                                rows.getInt("step"),
                                rows.getInt("parent"),
                                rows.getString("kind"),
                                rows.getString("name"),
                                Optional.ofNullable(rows.getString("result")).map(RunResult::valueOf),
                                instant(rows, "started_at"),
                                Optional.ofNullable(rows.getTimestamp("finished_at"))
                                        .map(Timestamp::toInstant)));
                    }
                    return stages;
                }
            }
        });
    }

    /** What a run is called. */
    RunTitle title(RunId run) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement(
                    "select display_name, description, keep from run_title where run_id = ?")) {
                query.setLong(1, run.value());
                try (var rows = query.executeQuery()) {
                    return rows.next()
                            ? new RunTitle(
                                    Optional.ofNullable(rows.getString(1)),
                                    Optional.ofNullable(rows.getString(2)),
                                    Optional.of(rows.getBoolean(3)))
                            : RunTitle.NONE;
                }
            }
        });
    }

    private static Run run(ResultSet row) throws SQLException {
        var source = json(row.getString("source"));
        var tree = Optional.ofNullable((String) source.get("tree")).map(Digest::parse);
        return new Run(
                new RunId(row.getLong("id")),
                new OrganizationId(row.getLong("organization_id")),
                new ProjectId(row.getLong("project_id")),
                row.getLong("number"),
                state(row),
                row.getString("trust"),
                texts(json(row.getString("cause"))),
                json(row.getString("parameters")),
                names(row.getString("defaulted")),
                texts(json(row.getString("environment"))),
                new RunSource(
                        tree,
                        source.get("facts") instanceof Map<?, ?> facts ? texts(facts) : Map.of(),
                        libraries(source.get("libraries")),
                        tools(source.get("tools")),
                        files(source.get("files"))),
                row.getString("file"),
                Digest.of(row.getBytes("definition")),
                row.getInt("attempt"),
                row.getBoolean("refused"),
                problems(row.getString("problems")),
                row.getTimestamp("accepted_at").toInstant(),
                Optional.ofNullable(row.getString("origin")).map(RunTable::origin),
                urgency(row),
                causes(row.getString("more_causes")));
    }

    private static Urgency urgency(ResultSet row) throws SQLException {
        var quiet = row.getObject("quiet_seconds", Integer.class);
        var priority = priority(row);
        return quiet == null && priority.isEmpty()
                ? Urgency.USUAL
                : new Urgency(Optional.ofNullable(quiet).map(Duration::ofSeconds), priority);
    }

    private static OptionalInt priority(ResultSet row) throws SQLException {
        int priority = row.getInt("priority");
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(priority);
    }

    private static List<Map<String, String>> causes(@Nullable String stored) {
        try {
            return stored == null
                    ? List.of()
                    : JSON.readValue(stored, new TypeReference<List<Map<String, String>>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Unreadable causes of a run", e);
        }
    }

    private static RunOrigin origin(String stored) {
        var fields = json(stored);
        return new RunOrigin(
                new RunId(((Number) Objects.requireNonNull(fields.get("first"))).longValue()),
                new RunId(((Number) Objects.requireNonNull(fields.get("previous"))).longValue()),
                ((Number) Objects.requireNonNull(fields.get("attempt"))).intValue(),
                fields.get("from") instanceof List<?> steps
                        ? steps.stream().map(step -> ((Number) step).intValue()).collect(Collectors.toSet())
                        : Set.of(),
                Optional.ofNullable((String) fields.get("fork")).map(Digest::parse),
                Boolean.TRUE.equals(fields.get("edited")));
    }

    /** As it is stored. */
    static String origin(RunOrigin origin) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("first", origin.first().value());
        fields.put("previous", origin.previous().value());
        fields.put("attempt", origin.attempt());
        fields.put("from", origin.from().stream().sorted().toList());
        origin.fork().ifPresent(fork -> fields.put("fork", fork.hex()));
        if (origin.edited()) {
            fields.put("edited", true);
        }
        return toJson(fields);
    }

    private static List<RunLibrary> libraries(@Nullable Object stored) {
        var libraries = new ArrayList<RunLibrary>();
        for (var item : stored instanceof List<?> list ? list : List.of()) {
            var fields = texts((Map<?, ?>) item);
            libraries.add(new RunLibrary(
                    fields.getOrDefault("name", ""),
                    Optional.ofNullable(fields.get("tree"))
                            .filter(hex -> !hex.isEmpty())
                            .map(Digest::parse),
                    fields.getOrDefault("url", ""),
                    fields.getOrDefault("version", "")));
        }
        return libraries;
    }

    private static List<RunTool> tools(@Nullable Object stored) {
        var tools = new ArrayList<RunTool>();
        for (var item : stored instanceof List<?> list ? list : List.of()) {
            var fields = texts((Map<?, ?>) item);
            tools.add(new RunTool(
                    fields.getOrDefault("type", ""), fields.getOrDefault("name", ""), fields.getOrDefault("home", "")));
        }
        return tools;
    }

    private static Optional<GivenFiles> files(@Nullable Object stored) {
        return stored instanceof Map<?, ?> files
                        && files.get("tree") instanceof String tree
                        && files.get("names") instanceof Map<?, ?> names
                ? Optional.of(new GivenFiles(Digest.parse(tree), texts(names)))
                : Optional.empty();
    }

    private static RunState state(ResultSet row) throws SQLException {
        var state = row.getString("state");
        return switch (state) {
            case "accepted" -> new RunState.Accepted();
            case "running" -> new RunState.Running(instant(row, "started_at"));
            case "finishing" -> new RunState.Finishing(instant(row, "started_at"), result(row));
            case "finished" ->
                new RunState.Finished(instant(row, "started_at"), instant(row, "finished_at"), result(row));
            default -> throw new IllegalStateException("Not a state of a run: " + state);
        };
    }

    private static RunResult result(ResultSet row) throws SQLException {
        return RunResult.valueOf(row.getString("result"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    static void setInstant(PreparedStatement statement, int index, Optional<Instant> at) throws SQLException {
        statement.setTimestamp(index, at.map(Timestamp::from).orElse(null));
    }

    static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a value that JSON can hold: " + value, e);
        }
    }

    static String source(RunSource source) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("kind", source.tree().isPresent() ? "WorkingTree" : "none");
        source.tree().ifPresent(tree -> fields.put("tree", tree.hex()));
        fields.put("facts", source.facts());
        if (!source.libraries().isEmpty()) {
            fields.put(
                    "libraries",
                    source.libraries().stream()
                            .map(library -> Map.of(
                                    "name",
                                    library.name(),
                                    "tree",
                                    library.tree().map(Digest::hex).orElse(""),
                                    "url",
                                    library.url(),
                                    "version",
                                    library.version()))
                            .toList());
        }
        if (!source.tools().isEmpty()) {
            fields.put(
                    "tools",
                    source.tools().stream()
                            .map(tool -> Map.of("type", tool.type(), "name", tool.name(), "home", tool.home()))
                            .toList());
        }
        source.files()
                .ifPresent(
                        files -> fields.put("files", Map.of("tree", files.tree().hex(), "names", files.names())));
        return toJson(fields);
    }

    static String problems(List<Problem> problems) {
        return toJson(problems.stream()
                .map(problem -> Map.of(
                        "path",
                        problem.path(),
                        "line",
                        problem.line(),
                        "column",
                        problem.column(),
                        "message",
                        problem.message(),
                        "hint",
                        problem.hint()))
                .toList());
    }

    private static List<Problem> problems(String text) {
        try {
            return List.of(JSON.readValue(text, Problem[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Unreadable problems of a run", e);
        }
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    private static Map<String, Object> json(String text) {
        try {
            return JSON.readValue(text, LinkedHashMap.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Unreadable JSON of a run", e);
        }
    }

    private static Set<String> names(String text) {
        try {
            return Set.of(JSON.readValue(text, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Unreadable JSON of a run", e);
        }
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        var texts = new LinkedHashMap<String, String>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }
}
