package dev.millrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace throttle}. */
@Command(
        name = "throttle",
        description = {
            "Categories of an organization that throttle its jobs: how many run at a time.",
            "Pipelines name them: throttle(['heavy']) { node { ... } }"
        },
        synopsisSubcommandLabel = "(list | set | remove)",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace throttle set heavy --most 2 --most-per-agent 1",
            "  millrace throttle list",
            "  millrace throttle remove heavy"
        })
final class ThrottleCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, set or remove");
    }
}
