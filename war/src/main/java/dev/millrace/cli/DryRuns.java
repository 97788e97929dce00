package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Dry runs of pipelines: asked for a few at a time, shown in the order in which they were named. */
final class DryRuns {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Api api;
    private final Terminal terminal;
    private final Form form;

    DryRuns(Api api, Terminal terminal, Form form) {
        this.api = api;
        this.terminal = terminal;
        this.form = form;
    }

    /** How they are shown. */
    enum Form {
        /** Each step's call. */
        LISTING,
        /** A line for each. */
        SUMMARY,
        /** An object for each. */
        JSON
    }

    /** Says what the server has to know of a pipeline. */
    interface Request {
        Map<String, Object> body(Pipeline pipeline) throws IOException, InterruptedException;
    }

    /** Returns the worst exit code. */
    int all(List<Path> paths, Request request) throws IOException, InterruptedException {
        var worst = ExitCode.SUCCESS;
        var ended = 0;
        for (var done : new InOrder<Path, JsonNode>(8).map(paths, path -> one(path, request))) {
            show(done);
            worst = Math.max(worst, exitCode(done));
            ended += done.path("end").asText().equals("ENDED") ? 1 : 0;
        }
        if (form == Form.SUMMARY) {
            terminal.tell("%d of %d run to their end".formatted(ended, paths.size()));
        }
        return worst;
    }

    /** One dry run of a pipeline that comes alone. */
    static JsonNode ask(Api api, Pipeline pipeline) throws IOException, InterruptedException {
        return api.post(
                "dry-runs",
                Map.of("project", pipeline.project(), "file", pipeline.file(), "definition", pipeline.definition()),
                PATIENCE);
    }

    private JsonNode one(Path path, Request request) throws IOException, InterruptedException {
        var answer = (ObjectNode) api.post("dry-runs", request.body(Pipeline.of(path)), PATIENCE);
        return answer.put("path", path.toString());
    }

    private static int exitCode(JsonNode done) {
        return switch (done.path("end").asText()) {
            case "REFUSED" -> ExitCode.REFUSED;
            case "STOPPED" -> ExitCode.FAILURE;
            default -> ExitCode.ofResult(done.path("result").asText());
        };
    }

    private void show(JsonNode done) {
        switch (form) {
            case JSON -> terminal.print(done.toString());
            case SUMMARY -> terminal.print(summary(done));
            case LISTING -> listing(done);
        }
    }

    private String summary(JsonNode done) {
        var why = done.path("why").asText();
        var end = done.path("end").asText();
        return "%s: %s, %d steps%s"
                .formatted(
                        done.path("path").asText(),
                        terminal.outcome(
                                end.equals("ENDED") ? done.path("result").asText() : end),
                        done.path("steps").asInt(),
                        why.isEmpty() ? "" : ": " + why.lines().findFirst().orElse(""));
    }

    private void listing(JsonNode done) {
        done.path("calls").forEach(call -> terminal.print(line(call)));
        var left = done.path("steps").asInt() - done.path("calls").size();
        if (left > 0 && done.path("end").asText().equals("STOPPED")) {
            terminal.print("       … and %d more".formatted(left));
        }
        if (done.path("end").asText().equals("REFUSED")) {
            done.path("problems").forEach(problem -> terminal.tell(Problems.line(problem)));
        } else if (!done.path("why").asText().isEmpty()) {
            terminal.tell(done.path("why").asText());
        }
        terminal.print("Dry run: " + terminal.outcome(done.path("result").asText()));
    }

    private static String line(JsonNode call) {
        var file = call.path("file").asText();
        var line = call.path("line").asInt();
        var branch = call.path("branch").asText();
        return "%5s  %s%s%s%s"
                .formatted(
                        line == 0 ? "" : Integer.toString(line),
                        file.isEmpty() ? "" : file + " ",
                        "  ".repeat(call.path("depth").asInt()),
                        branch.isEmpty() ? "" : "[" + branch + "] ",
                        call.path("call").asText());
    }
}
