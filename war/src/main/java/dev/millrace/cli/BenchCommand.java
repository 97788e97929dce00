package dev.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench}: each benchmark is a subcommand that {@code Cli} adds; it prints one JSON object and its exit code says whether every budget was met. */
@Command(
        name = "bench",
        description = {
            "Runs a benchmark and prints what it measured as JSON.",
            "One object: name, machine, figures {name: {value, unit}}, budgets {name: {limit, value, met}}."
        },
        synopsisSubcommandLabel = "NAME",
        footerHeading = "%nExample:%n",
        footer = {
            "  millrace bench start | jq .budgets",
            "",
            "Exit code: 0 every budget is met, 1 one is not, 64 usage."
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                spec.subcommands().isEmpty()
                        ? "this installation has no benchmarks"
                        : "a benchmark is needed: "
                                + String.join(", ", spec.subcommands().keySet()));
    }
}
