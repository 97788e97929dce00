package dev.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace lock}. */
@Command(
        name = "lock",
        description = {
            "Locks of an organization: what lock steps can ask for, who has it and who waits.",
            "A lock that nobody declared is there while somebody wants it; declared ones have labels."
        },
        synopsisSubcommandLabel = "(list | set | remove)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace lock set hp --labels \"printer duplex\"",
            "  millrace lock list",
            "  millrace lock remove hp"
        })
final class LockCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, set or remove");
    }
}
