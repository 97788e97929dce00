package dev.millrace.compatibility;

import dev.millrace.evaluator.declarative.Vocabulary;
import dev.millrace.evaluator.lint.Foreign;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code docs/compatibility.md}, made from what is implemented. */
final class CompatibilityPage {
    private static final int PARAMETERS_AT_MOST = 8;
    private static final Map<String, String> HEADINGS = Map.of(
            "", "The engine",
            "build", "Building and reports",
            "containers", "Containers",
            "control", "Runs",
            "credentials", "Credentials",
            "data", "Data",
            "files", "Files",
            "notification", "Messages and statuses",
            "scm", "Source control");

    private CompatibilityPage() {}

    static String text(List<StepDescription> steps, List<SymbolDescription> symbols, Foreign foreign) {
        var lines = new ArrayList<String>();
        lines.add(introduction(
                steps.stream().filter(step -> step.getProvider().isEmpty()).count(),
                steps.stream().filter(step -> !step.getProvider().isEmpty()).count(),
                foreign.size()));
        lines.add("## Declarative pipelines\n\nEverything of these names is read and checked before anything runs.\n");
        lines.add("| what | names |\n|---|---|");
        Vocabulary.all().forEach((what, names) -> lines.add("| " + what + " | " + quoted(new TreeSet<>(names)) + " |"));
        lines.add("");
        lines.add(SCRIPTED);
        lines.add("## Steps");
        var categories = new TreeMap<String, List<StepDescription>>();
        steps.forEach(step -> categories
                .computeIfAbsent(step.getCategory(), category -> new ArrayList<>())
                .add(step));
        categories.forEach((category, members) -> {
            lines.add("\n### " + HEADINGS.getOrDefault(category, category) + "\n");
            lines.add("| step | what it does | status | parameters |\n|---|---|---|---|");
            members.forEach(step -> lines.add(row(step)));
        });
        lines.add("");
        lines.add(VALUES);
        lines.add("| value | what it is | what it does | `$class` | status | parameters |\n|---|---|---|---|---|---|");
        symbols.forEach(symbol -> lines.add(row(symbol)));
        lines.add("");
        lines.add(DIFFERENCES);
        return String.join("\n", lines);
    }

    private static String row(StepDescription step) {
        return "| `%s`%s | %s | %s | %s |"
                .formatted(
                        step.getName(),
                        step.getBlock() ? " { }" : "",
                        step.getSummary().replace("|", "\\|"),
                        step.getProvider().isEmpty() ? "works" : "needs " + step.getProvider(),
                        parameters(step.getParametersList()));
    }

    private static String row(SymbolDescription symbol) {
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        symbol.getName(),
                        symbol.getKind(),
                        symbol.getSummary().replace("|", "\\|"),
                        quoted(new TreeSet<>(symbol.getClassesList())),
                        symbol.getProvider().isEmpty() ? "works" : "needs " + symbol.getProvider(),
                        parameters(symbol.getParametersList()));
    }

    private static String parameters(List<ParameterDescription> parameters) {
        var shown = parameters.stream()
                .limit(PARAMETERS_AT_MOST)
                .map(parameter -> (parameter.getPositional() ? "*" : "")
                        + parameter.getName()
                        + (parameter.getRequired() ? "!" : ""))
                .collect(Collectors.joining(" "));
        var more = parameters.size() - PARAMETERS_AT_MOST;
        return (shown.isEmpty() ? "" : "`" + shown + "`") + (more > 0 ? " and " + more + " more" : "");
    }

    private static String quoted(SortedSet<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
    }

    private static String introduction(Object... counts) {
        return """
            # Coming from Jenkins
            This page is made from what is implemented; a stale one fails the build. `-Dcompatibility.write=true` with the test
            `CompatibilityPageTest` writes it anew.

            `millrace lint Jenkinsfile` says of every call of a file whether it works here, before anything runs:

            - **works**: %d steps. They have the names, parameters and results that Jenkinsfiles rely on.
            - **needs a provider**: %d steps are known, checked and documented, and wait for a plugin that does them. Lint accepts them; a
              run that reaches one fails with `STEP needs PROVIDER`.
            - **not here**: a step of another Jenkins plugin is refused with its line and the plugin's name. Lint knows %d such names.
            - **unknown**: a name that nothing defines is refused with the nearest one that there is, unless the file uses shared
              libraries: then it may be theirs.
            """.formatted(counts);
    }

    private static final String SCRIPTED = """
            ## Scripted pipelines
            `node`, `stage`, `parallel`, loops, `try`/`catch`/`finally`, closures, methods, classes, `@Field` and `@NonCPS` are plain Groovy 6. There is
            no CPS transformation, so nothing has to be serializable and there is no size limit that a person would meet. `env`, `params`,
            `currentBuild`, `scm` and `steps` are there. `step([$class: 'X', ...])` and `wrap([$class: 'X', ...]) { }` call the step that has the class
            among its names.
            """;

    private static final String VALUES = """
            ## Values that steps take
            Pipeline code makes these by name, or as a map with a `$class`: `string(credentialsId: 'token', variable: 'TOKEN')`,
            `[$class: 'GitSCM', branches: [[name: 'main']]]`. A parameter that a value does not have is an error with the nearest name; of a value
            whose step waits for a provider only what looks mistyped is.
            """;

    private static final String DIFFERENCES = """
            ## Known differences
            - An unknown or wrongly typed parameter of a step is an error where Jenkins only warns.
            - `sh` with `returnStdout` and `returnStatus` together is refused.
            - Files, processes, threads, the network and reflection are out of reach of pipeline code; steps do these. Clock and randomness are there and are
              the same when a run is replayed.
            - Classes of Jenkins itself (`hudson.*`, `jenkins.model.*`) can be named in an import; there is no Jenkins behind them.
            - Names of Jenkins' older sections and steps are refused with their present name.
            """;
}
