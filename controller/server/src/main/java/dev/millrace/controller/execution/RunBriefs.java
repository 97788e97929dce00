package dev.millrace.controller.execution;

import dev.millrace.api.step.RunFacts;
import dev.millrace.controller.definition.Definitions;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.source.LibrarySetting;
import dev.millrace.controller.source.LibrarySettings;
import dev.millrace.controller.tenant.Tenants;
import dev.millrace.controller.tool.ToolType;
import dev.millrace.controller.tool.Tools;
import dev.millrace.wire.proto.MapValue;
import dev.millrace.wire.proto.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes briefs. */
final class RunBriefs {
    /** Names of libraries that every run loads. */
    static final String IMPLICIT = "implicitLibraries";

    /** Names of tools by the words for their types; there where the pipeline may name some. */
    static final String TOOLS = "tools";

    /** Names of parameters that are files which the run was given. */
    static final String FILES = "files";

    private final Runs runs;
    private final Tenants tenants;
    private final Definitions definitions;
    private final LibrarySettings libraries;
    private final Tools tools;
    private final String baseUrl;

    /** @param baseUrl of the controller, ending with a slash */
    RunBriefs(
            Runs runs,
            Tenants tenants,
            Definitions definitions,
            LibrarySettings libraries,
            Tools tools,
            String baseUrl) {
        this.runs = runs;
        this.libraries = libraries;
        this.tools = tools;
        this.tenants = tenants;
        this.definitions = definitions;
        this.baseUrl = baseUrl;
    }

    RunBrief of(Run run) {
        return of(run, definitions.text(run.definition()));
    }

    /** As if this were its pipeline. */
    RunBrief of(Run run, String text) {
        var organization = tenants.organization(run.organization())
                .orElseThrow(() -> new IllegalStateException("Run %s has no organization".formatted(run.id())));
        var project = tenants.project(run.project())
                .orElseThrow(() -> new IllegalStateException("Run %s has no project".formatted(run.id())));
        var facts = new RunFacts(run.id().value(), organization.name(), project.name(), run.number(), run.trust());
        // a later attempt's program is told what the first one's was: else its replay would find differences
        var first = run.origin().isEmpty()
                ? run
                : runs.find(run.first())
                        .orElseThrow(() ->
                                new IllegalStateException("Run %s has lost its first attempt".formatted(run.id())));
        var environment = RunEnvironment.of(first, project.name(), baseUrl);
        var start = Start.newBuilder()
                .setFile(run.file())
                .setSource(text)
                .setSemantics(Semantics.NEWEST)
                .putAllEnvironment(environment)
                .setParameters(Values.toWire(run.parameters(), 0))
                .setBuild(build(first, project.name(), environment, text))
                .setTrust(run.trust())
                .build();
        return new RunBrief(run, facts, environment, start, project.name() + " #" + run.number());
    }

    private MapValue build(Run run, String project, Map<String, String> environment, String text) {
        var build = build(project, run.number(), environment, run.acceptedAt());
        build.put("causes", Causes.told(run.causes()));
        if (!run.defaulted().isEmpty()) {
            build.put("defaulted", run.defaulted().stream().sorted().toList());
        }
        var implicit = libraries.visible(run.organization()).stream()
                .filter(LibrarySetting::implicit)
                .map(LibrarySetting::name)
                .toList();
        if (!implicit.isEmpty()) {
            build.put(IMPLICIT, implicit);
        }
        if (text.contains("tools")) {
            build.put(TOOLS, toolNames(run));
        }
        run.source()
                .files()
                .ifPresent(files -> build.put(FILES, List.copyOf(files.names().keySet())));
        run.source().tree().ifPresent(tree -> {
            var scm = new LinkedHashMap<String, Object>();
            scm.put("$class", CheckoutBody.WORKING_TREE);
            scm.put("tree", tree.hex());
            scm.putAll(run.source().facts());
            build.put("scm", scm);
        });
        return Values.toWire(build, 0);
    }

    private Map<String, List<String>> toolNames(Run run) {
        var names = new TreeMap<String, List<String>>();
        ToolType.words().forEach((word, _) -> names.put(word, new ArrayList<>()));
        for (var tool : tools.visible(run.organization())) {
            add(names, tool.type(), tool.name());
        }
        for (var tool : run.source().tools()) {
            ToolType.of(tool.type()).ifPresent(type -> add(names, type, tool.name()));
        }
        return names;
    }

    private static void add(Map<String, List<String>> names, ToolType type, String name) {
        ToolType.words().forEach((word, of) -> {
            var same = names.get(word);
            if (of.equals(type) && same != null && !same.contains(name)) {
                same.add(name);
            }
        });
    }

    /** What {@code currentBuild} tells. */
    static Map<String, Object> build(String project, long number, Map<String, String> environment, Instant at) {
        var build = new LinkedHashMap<String, Object>();
        build.put("number", number);
        build.put("id", Long.toString(number));
        build.put("displayName", "#" + number);
        build.put("fullDisplayName", project + " #" + number);
        build.put("projectName", project.substring(project.lastIndexOf('/') + 1));
        build.put("fullProjectName", project);
        build.put("absoluteUrl", environment.getOrDefault("BUILD_URL", ""));
        build.put("startTimeInMillis", at.toEpochMilli());
        build.put("timeInMillis", at.toEpochMilli());
        return build;
    }
}
