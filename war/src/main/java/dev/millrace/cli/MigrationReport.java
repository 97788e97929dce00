package dev.millrace.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.cli.Migration.Verdict;
import dev.millrace.cli.PipelineSources.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code migrate} says. */
final class MigrationReport {
    private final List<Migration> files;

    MigrationReport(List<Migration> files) {
        this.files = List.copyOf(files);
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (var file : files) {
            lines.add(file.source().shown() + ": " + words(file));
            for (var item : file.findings()) {
                lines.add("%6s  %s%s"
                        .formatted(
                                item.line() == 0 ? "" : Integer.toString(item.line()),
                                item.message(),
                                item.hint().isEmpty() ? "" : ". " + item.hint()));
            }
            if (!file.uses().isEmpty()) {
                lines.add("        uses the library functions " + String.join(", ", file.uses()));
            }
        }
        lines.add("");
        lines.add("%s: %d to run as they are, %d that need something first, %d that need a change"
                .formatted(
                        several(count(Kind.PIPELINE), "pipeline", "pipelines"),
                        count(Kind.PIPELINE, Verdict.RUNS),
                        count(Kind.PIPELINE, Verdict.NEEDS),
                        count(Kind.PIPELINE, Verdict.CHANGE)));
        var library = count(Kind.FUNCTION) + count(Kind.CLASS);
        if (library > 0) {
            lines.add("Shared library, %s and %s: %d that need something first, %d that need a change"
                    .formatted(
                            several(count(Kind.FUNCTION), "function", "functions"),
                            several(count(Kind.CLASS), "class", "classes"),
                            count(Kind.FUNCTION, Verdict.NEEDS) + count(Kind.CLASS, Verdict.NEEDS),
                            count(Kind.FUNCTION, Verdict.CHANGE) + count(Kind.CLASS, Verdict.CHANGE)));
        }
        return lines;
    }

    private static String several(long count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }

    private static String words(Migration file) {
        return switch (file.verdict()) {
            case RUNS -> "runs as it is";
            case NEEDS -> "runs when what it needs is there";
            case CHANGE -> "needs a change";
        };
    }

    private long count(Kind kind) {
        return files.stream().filter(file -> file.source().kind() == kind).count();
    }

    private long count(Kind kind, Verdict verdict) {
        return files.stream()
                .filter(file -> file.source().kind() == kind && file.verdict() == verdict)
                .count();
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        var list = json.putArray("files");
        for (var file : files) {
            var one = list.addObject();
            one.put("path", file.source().shown());
            one.put("kind", small(file.source().kind()));
            one.put("verdict", small(file.verdict()));
            var findings = one.putArray("findings");
            file.findings()
                    .forEach(item -> findings.addObject()
                            .put("line", item.line())
                            .put("verdict", small(item.verdict()))
                            .put("message", item.message())
                            .put("hint", item.hint()));
            var uses = one.putArray("uses");
            file.uses().forEach(uses::add);
        }
        var summary = json.putObject("summary");
        for (var kind : Kind.values()) {
            var counts = summary.putObject(small(kind));
            counts.put("files", count(kind));
            for (var verdict : Verdict.values()) {
                counts.put(small(verdict), count(kind, verdict));
            }
        }
        return json;
    }

    private static String small(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
