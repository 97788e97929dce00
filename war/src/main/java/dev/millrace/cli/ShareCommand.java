package dev.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace share}. */
@Command(
        name = "share",
        description = {
            "What organizations and projects are entitled to, where many wait.",
            "Two with weights 2 and 1 that both want all they can get hold twice as much and once."
        },
        synopsisSubcommandLabel = "(list | set)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace share list",
            "  millrace share set --organization shop --weight 2 --most-jobs 20",
            "  millrace share set --project 12 --weight 0.5"
        })
final class ShareCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list or set");
    }
}
