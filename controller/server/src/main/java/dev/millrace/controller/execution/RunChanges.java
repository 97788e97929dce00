package dev.millrace.controller.execution;

import dev.millrace.api.report.Change;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.controller.run.Checkouts;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Runs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The step behind {@code currentBuild.changeSets} and {@code when { changeset }}: what a run of the project checked out by now, and what is new in it. */
record RunChanges(Runs runs, Checkouts checkouts, Run run) {
    static final String NAME = "changeSets";

    /** One for each checkout that has changes. */
    List<Map<String, Object>> of(long number) {
        var asked =
                number == run.number() ? run : runs.find(run.project(), number).orElse(run);
        return checkouts.of(asked.id()).stream()
                .filter(one -> !one.changes().isEmpty())
                .map(RunChanges::set)
                .toList();
    }

    static Map<String, Object> set(CheckedOut out) {
        var set = new LinkedHashMap<String, Object>();
        set.put("kind", out.kind());
        set.put("items", out.changes().stream().map(RunChanges::item).toList());
        return set;
    }

    private static Map<String, Object> item(Change change) {
        var item = new LinkedHashMap<String, Object>();
        item.put("commitId", change.commit());
        item.put("author", change.author());
        item.put("authorEmail", change.email());
        item.put("timestamp", change.at().toEpochMilli());
        item.put("comment", change.message());
        item.put(
                "files",
                change.paths().stream()
                        .map(path -> {
                            var file = new LinkedHashMap<String, Object>();
                            file.put("path", path.path());
                            file.put("edit", path.edit().name().toLowerCase(java.util.Locale.ROOT));
                            return file;
                        })
                        .toList());
        return item;
    }
}
