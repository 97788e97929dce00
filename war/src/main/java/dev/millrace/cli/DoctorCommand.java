package dev.millrace.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.cli.Finding.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace doctor}. */
@Command(
        name = "doctor",
        description = "Says what this machine offers (sandboxes, limits) and how to get what is missing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace doctor",
            "  millrace doctor --json | jq -r '.findings[] | select(.verdict != \"ok\") | .advice'",
            "",
            "Exit code: 0 Millrace works here, 69 something that it needs is missing."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Servers servers;

    @Option(names = "--json", description = "Prints one JSON object: {\"findings\": [{name, verdict, found, advice}]}.")
    private boolean json;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory to look at.")
    private @Nullable Path data;

    DoctorCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws InterruptedException {
        var terminal = servers.terminal();
        var directory = DataDirectory.of(Optional.ofNullable(data), terminal.environment());
        var findings = new Examination(new Machine(), directory.path(), servers.controllers()).all();
        if (json) {
            terminal.print(json(findings));
        } else {
            findings.forEach(finding -> show(finding, terminal));
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.MISSING)
                ? ExitCode.UNAVAILABLE
                : ExitCode.SUCCESS;
    }

    private static void show(Finding finding, Terminal terminal) {
        var mark = switch (finding.verdict()) {
            case OK -> "yes";
            case LESS -> "less";
            case MISSING -> "no";
        };
        terminal.print("%s%s %-16s %s"
                .formatted(terminal.outcome(mark), " ".repeat(4 - mark.length()), finding.name(), finding.found()));
        if (!finding.advice().isEmpty()) {
            terminal.print(" ".repeat(22) + "-> " + finding.advice());
        }
    }

    private static String json(List<Finding> findings) {
        var nodes = JsonNodeFactory.instance;
        var list = nodes.arrayNode();
        for (var finding : findings) {
            list.add(nodes.objectNode()
                    .put("name", finding.name())
                    .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
                    .put("found", finding.found())
                    .put("advice", finding.advice()));
        }
        return nodes.objectNode().set("findings", list).toPrettyString();
    }
}
