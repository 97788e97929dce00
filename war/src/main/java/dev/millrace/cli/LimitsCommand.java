package dev.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace limits}. */
@Command(
        name = "limits",
        description = {
            "What one run of an organization may take; a run that reaches a limit fails and says which.",
            "A change holds for runs that begin, or are taken up again, after it."
        },
        synopsisSubcommandLabel = "(list | set)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace limits list",
            "  millrace limits set steps=5000 cpuSeconds=10",
            "  millrace limits set steps=usual"
        })
final class LimitsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list or set");
    }
}
